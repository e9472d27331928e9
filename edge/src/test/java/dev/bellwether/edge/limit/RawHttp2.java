package dev.bellwether.edge.limit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** An HTTP/2 client that sends whatever frames it likes (RFC 9113, section 4.1), and acknowledges nothing. */
final class RawHttp2 implements AutoCloseable {

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private static final int ACK = 1;

    /**
     * What the server sent.
     *
     * @param payload never changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Frame(int type, int flags, int stream, byte[] payload) {

        /** Of RST_STREAM, and of GOAWAY, where the last stream stands before it. */
        Http2Error error() {
            int at = type == Http2FrameTypes.GO_AWAY ? 4 : 0;
            return Http2Error.valueOf(Unpooled.wrappedBuffer(payload).getUnsignedInt(at));
        }
    }

    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final Http2HeadersEncoder hpack = new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE, true);

    RawHttp2(Socket socket) throws IOException {
        this.socket = socket;
        this.out = new DataOutputStream(socket.getOutputStream());
        this.in = new DataInputStream(socket.getInputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        send(Http2FrameTypes.SETTINGS, 0, 0, new byte[0]);
    }

    /** Waits until the server has read all so far: it answers a PING after what came before it. */
    void acknowledgeSettings() throws IOException {
        send(Http2FrameTypes.SETTINGS, ACK, 0, new byte[0]);
        ping();
        awaitFrame(frame -> frame.type == Http2FrameTypes.PING);
    }

    void ping() throws IOException {
        send(Http2FrameTypes.PING, 0, 0, new byte[8]);
    }

    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuf frame = Unpooled.buffer(9 + payload.length);
        frame.writeMedium(payload.length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(payload);
        out.write(ByteBufUtil.getBytes(frame));
    }

    /** Opens a stream with a request, and goes on sending its body unless the flags end it. */
    void request(int stream, String path, int flags) throws IOException {
        send(Http2FrameTypes.HEADERS, flags, stream, block(stream, headers(path)));
    }

    static Http2Headers headers(String path) {
        return new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .path(path)
                .authority("127.0.0.1");
    }

    byte[] block(int stream, Http2Headers headers) {
        ByteBuf block = Unpooled.buffer();
        try {
            hpack.encodeHeaders(stream, headers, block);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        return ByteBufUtil.getBytes(block);
    }

    /** Repeats until the server ends the connection, or has borne it this many times. */
    void repeat(int times, Attack attack) throws IOException {
        try {
            for (int i = 0; i < times; i++) {
                attack.send(2 * i + 1);
            }
        } catch (SocketException e) {
            // it has ended the connection already; what it said before is read below
        }
    }

    /** Something that costs a client little. */
    interface Attack {
        /** @param stream a number that no stream of this connection has had */
        void send(int stream) throws IOException;
    }

    /** The first frame of this kind. */
    Frame awaitFrame(Predicate<Frame> kind) throws IOException {
        Optional<Frame> found = next(kind);
        return found.orElseThrow(() -> new AssertionError("the connection ended before such a frame"));
    }

    /** Why the server ends the connection, once it has; NO_ERROR where it did not say. */
    Http2Error awaitEnd() throws IOException {
        Http2Error last = Http2Error.NO_ERROR;
        Optional<Frame> goAway = next(frame -> frame.type == Http2FrameTypes.GO_AWAY);
        while (goAway.isPresent()) {
            last = goAway.get().error();
            goAway = next(frame -> frame.type == Http2FrameTypes.GO_AWAY);
        }
        return last;
    }

    private Optional<Frame> next(Predicate<Frame> kind) throws IOException {
        try {
            while (true) {
                Frame frame = read();
                if (kind.test(frame)) {
                    return Optional.of(frame);
                }
            }
        } catch (EOFException | SocketException e) {
            return Optional.empty();
        }
    }

    private Frame read() throws IOException {
        byte[] head = new byte[9];
        in.readFully(head);
        ByteBuf fields = Unpooled.wrappedBuffer(head);
        byte[] payload = new byte[fields.getUnsignedMedium(0)];
        in.readFully(payload);
        return new Frame(head[3], head[4], fields.getInt(5), Arrays.copyOf(payload, payload.length));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
