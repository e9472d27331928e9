package dev.bellwether.cli.doctor;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBrokerCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;

/**
 * Answers as a broker of Kafka 0.11 would: it knows metadata and coordinators in their versions of that time, and nothing of transactions that
 * can be described. Such a broker runs on no Java of today, so its answers are made from Kafka's own messages.
 */
final class OldBroker implements AutoCloseable {

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Future<?> accepting;

    private OldBroker(ServerSocket socket) {
        this.socket = socket;
        this.accepting = threads.submit(this::accept);
    }

    static OldBroker start() throws IOException {
        return new OldBroker(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    String servers() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            while (true) {
                int size = in.readInt();
                if (size < 0 || size > 1 << 20) {
                    return; // somebody speaks TLS
                }
                ByteBuffer request = ByteBuffer.wrap(in.readNBytes(size));
                ApiKeys api = ApiKeys.forId(request.getShort());
                short version = request.getShort();
                int correlation = request.getInt();
                ByteBuffer answer = answer(api, version);
                out.writeInt(4 + answer.remaining());
                out.writeInt(correlation);
                out.write(answer.array(), answer.arrayOffset() + answer.position(), answer.remaining());
                out.flush();
            }
        } catch (EOFException e) {
            // the client has gone
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private ByteBuffer answer(ApiKeys api, short version) {
        return switch (api) {
            case API_VERSIONS -> bytes(versions(version), (short) 0);
            case METADATA ->
                bytes(
                        new MetadataResponseData()
                                .setClusterId("old")
                                .setControllerId(0)
                                .setBrokers(new MetadataResponseBrokerCollection(List.of(new MetadataResponseBroker()
                                                .setNodeId(0)
                                                .setHost("127.0.0.1")
                                                .setPort(socket.getLocalPort()))
                                        .iterator())),
                        version);
            case FIND_COORDINATOR ->
                bytes(
                        new FindCoordinatorResponseData()
                                .setNodeId(0)
                                .setHost("127.0.0.1")
                                .setPort(socket.getLocalPort()),
                        version);
            default -> throw new IllegalStateException("a client must not ask what this broker does not know: " + api);
        };
    }

    private static ApiVersionsResponseData versions(short asked) {
        return new ApiVersionsResponseData()
                .setErrorCode(asked == 0 ? Errors.NONE.code() : Errors.UNSUPPORTED_VERSION.code())
                .setApiKeys(new ApiVersionCollection(List.of(
                                known(ApiKeys.API_VERSIONS, 0),
                                known(ApiKeys.METADATA, 4),
                                known(ApiKeys.FIND_COORDINATOR, 1))
                        .iterator()));
    }

    private static ApiVersion known(ApiKeys api, int newest) {
        return new ApiVersion().setApiKey(api.id).setMinVersion((short) 0).setMaxVersion((short) newest);
    }

    private static ByteBuffer bytes(Message message, short version) {
        return MessageUtil.toByteBufferAccessor(message, version).buffer();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        accepting.cancel(true);
        threads.shutdownNow();
    }
}
