package dev.bellwether.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.edge.EdgeConfig;
import dev.bellwether.edge.limit.RawHttp2.Frame;
import dev.bellwether.edge.tls.ClientTls;
import dev.bellwether.edge.tls.TlsConfig;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that use HTTP/2 to make the server work for nothing: they are cut off and counted, and nobody else notices. */
class Http2LimitsTest {

    private static final int MAX_STREAMS = 5;
    private static final int MAX_RESETS = 30;
    private static final int MAX_PINGS = 40;
    private static final int FAR_TOO_OFTEN = 100;

    private static final HttpLimits LIMITS = HttpLimits.STANDARD
            .withHttp2(new HttpLimits.Http2(MAX_STREAMS, MAX_RESETS, MAX_PINGS))
            .withHeaders(new HttpLimits.Headers(4_096, 100));

    private final LimitedServer server = LimitedServer.with(LIMITS);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void requestsThatTheirClientResetsAtOnce_endTheConnection() throws Exception {
        try (RawHttp2 client = new RawHttp2(server.connect())) {
            client.repeat(FAR_TOO_OFTEN, stream -> {
                client.request(stream, "/waits", RawHttp2.END_HEADERS | RawHttp2.END_STREAM);
                client.send(Http2FrameTypes.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
            });

            assertThat(client.awaitEnd()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
        }
        assertCutOff(Breach.CALM);
    }

    /** CVE-2025-55163: an increment of 0 is a mistake in one stream, which the server has to reset. */
    @Test
    void requestsThatTheServerIsMadeToReset_endTheConnection() throws Exception {
        try (RawHttp2 client = new RawHttp2(server.connect())) {
            client.repeat(FAR_TOO_OFTEN, stream -> {
                client.request(stream, "/waits", RawHttp2.END_HEADERS | RawHttp2.END_STREAM);
                client.send(Http2FrameTypes.WINDOW_UPDATE, 0, stream, new byte[4]);
            });

            client.awaitEnd();
        }
        assertCutOff(Breach.RESETS);
    }

    @Test
    void answersThatTheServerBreaksOff_doNot() throws Exception {
        try (RawHttp2 client = new RawHttp2(server.connect())) {
            for (int i = 0; i < FAR_TOO_OFTEN; i++) {
                client.request(2 * i + 1, "/breaks", RawHttp2.END_HEADERS | RawHttp2.END_STREAM);
                Frame reset = client.awaitFrame(frame -> frame.type() == Http2FrameTypes.RST_STREAM);
                assertThat(reset.error()).isEqualTo(Http2Error.INTERNAL_ERROR);
            }
            client.ping();
            client.awaitFrame(frame -> frame.type() == Http2FrameTypes.PING);
        }
        assertThat(server.counted(Breach.RESETS)).isZero();
    }

    @Test
    void pings_endTheConnection() throws Exception {
        try (RawHttp2 client = new RawHttp2(server.connect())) {
            client.repeat(FAR_TOO_OFTEN, stream -> client.ping());

            client.awaitEnd();
        }
        assertCutOff(Breach.PINGS);
    }

    @Test
    void frames_areCountedWhereConnectionsAreEncryptedToo() throws Exception {
        Path files = Path.of("src/test/resources/tls");
        TlsConfig tls = TlsConfig.of(files.resolve("server.crt"), files.resolve("server.key"));
        try (LimitedServer encrypted =
                        new LimitedServer(EdgeConfig.OPEN.withTls(tls).withLimits(LIMITS));
                RawHttp2 client = new RawHttp2(encrypted.connect(new ClientTls(files.resolve("ca.crt"), null, null)))) {
            client.repeat(FAR_TOO_OFTEN, stream -> client.ping());

            client.awaitEnd();
            encrypted.awaitCounted(Breach.PINGS, 1);
        }
    }

    @Test
    void asManyPingsAsAllowed_doNot() throws Exception {
        try (RawHttp2 client = new RawHttp2(server.connect())) {
            client.acknowledgeSettings(); // one of each
            client.repeat(MAX_PINGS - 2, stream -> client.ping());

            client.request(1, "/", RawHttp2.END_HEADERS | RawHttp2.END_STREAM);
            client.awaitFrame(frame -> frame.type() == Http2FrameTypes.HEADERS);
        }
        assertThat(server.counted(Breach.PINGS)).isZero();
    }

    @Test
    void settings_endTheConnection() throws Exception {
        try (RawHttp2 client = new RawHttp2(server.connect())) {
            client.repeat(FAR_TOO_OFTEN, stream -> client.send(Http2FrameTypes.SETTINGS, 0, 0, new byte[0]));

            client.awaitEnd();
        }
        assertCutOff(Breach.PINGS);
    }

    @Test
    void headersInCountlessPieces_endTheConnection() throws Exception {
        try (RawHttp2 client = new RawHttp2(server.connect())) {
            client.request(1, "/", 0);
            client.repeat(FAR_TOO_OFTEN, stream -> client.send(Http2FrameTypes.CONTINUATION, 0, 1, new byte[0]));

            assertThat(client.awaitEnd()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
        }
        assertCutOff(Breach.CALM);
    }

    @Test
    void bodyInCountlessEmptyPieces_endsTheConnection() throws Exception {
        try (RawHttp2 client = new RawHttp2(server.connect())) {
            client.request(1, "/waits", RawHttp2.END_HEADERS);
            client.repeat(FAR_TOO_OFTEN, stream -> client.send(Http2FrameTypes.DATA, 0, 1, new byte[0]));

            assertThat(client.awaitEnd()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
        }
        assertCutOff(Breach.CALM);
    }

    @Test
    void headersBeyondTheLimit_endTheRequest_andFarBeyondItTheConnection() throws Exception {
        try (RawHttp2 client = new RawHttp2(server.connect())) {
            sendHeaders(client, 1, 4_100);
            Frame answer = client.awaitFrame(frame -> frame.type() == Http2FrameTypes.HEADERS);
            assertThat(answer.stream()).isEqualTo(1);
            sendHeaders(client, 3, 16_000);

            assertThat(client.awaitEnd()).isNotEqualTo(Http2Error.NO_ERROR);
        }
        server.awaitCounted(Breach.PROTOCOL, 2);
        assertThat(server.answerToSomebodyElse()).isEqualTo(204);
    }

    private static void sendHeaders(RawHttp2 client, int stream, int bytes) throws IOException {
        byte[] block = client.block(stream, RawHttp2.headers("/").add("x-long", "x".repeat(bytes)));
        client.send(Http2FrameTypes.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, stream, block);
    }

    @Test
    void oneRequestMoreThanAllowedAtOnce_isRefused_andTheOthersGoOn() throws Exception {
        try (RawHttp2 client = new RawHttp2(server.connect())) {
            client.acknowledgeSettings();
            assertThat(refusedOf(client)).isEqualTo(2 * MAX_STREAMS + 1);
        }
        server.awaitCounted(Breach.STREAMS, 1);
    }

    /** Nobody can make a client acknowledge the settings that tell it the limit. */
    @Test
    void clientThatNeverHeardOfTheLimit_hasTheSame() throws Exception {
        try (RawHttp2 client = new RawHttp2(server.connect())) {
            assertThat(refusedOf(client)).isEqualTo(2 * MAX_STREAMS + 1);
        }
        server.awaitCounted(Breach.STREAMS, 1);
    }

    /** The stream that is refused when one more is opened than is allowed. */
    private static int refusedOf(RawHttp2 client) throws IOException {
        for (int i = 0; i <= MAX_STREAMS; i++) {
            client.request(2 * i + 1, "/waits", RawHttp2.END_HEADERS);
        }
        Frame refusal = client.awaitFrame(frame -> frame.type() == Http2FrameTypes.RST_STREAM);
        assertThat(refusal.error()).isEqualTo(Http2Error.REFUSED_STREAM);
        return refusal.stream();
    }

    private void assertCutOff(Breach breach) throws Exception {
        server.awaitCounted(breach, 1);
        assertThat(server.answerToSomebodyElse()).isEqualTo(204);
    }
}
