package dev.bellwether.edge.limit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that hold connections, and such with endless headers: they are cut off and counted, and nobody else notices. */
class ConnectionLimitsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final HttpLimits.Headers FEW = new HttpLimits.Headers(2_048, 100);
    private static final String PREFACE_BEGUN = "PRI * HTTP/2.0\r\n";
    private static final String REQUEST_BEGUN = "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ";
    private static final String DONE = "HTTP/1.1 204 No Content";

    private static LimitedServer server(int max, Duration idle, Duration firstRequest) {
        return LimitedServer.with(HttpLimits.STANDARD
                .withConnections(new HttpLimits.Connections(max, idle, firstRequest))
                .withHeaders(FEW));
    }

    @Test
    void oneConnectionMoreThanAllowed_isClosedAtOnce_andOneThatEndsMakesRoom() throws Exception {
        try (LimitedServer server = server(2, LONG, LONG);
                Socket first = server.connect();
                Socket second = server.connect()) {
            assertThat(answer(first)).isEqualTo(DONE);
            await().until(() -> server.openConnections() == 2);
            try (Socket third = server.connect()) {
                assertThat(hasEnded(third)).isTrue();
            }
            server.awaitCounted(Breach.CONNECTIONS, 1);
            assertThat(answer(second)).isEqualTo(DONE);

            first.close();
            await().until(() -> server.openConnections() == 1);
            assertThat(server.answerToSomebodyElse()).isEqualTo(204);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PREFACE_BEGUN, REQUEST_BEGUN})
    void aClientThatSaysNothing_orSpeaksVerySlowly_isCutOff(String beginning) throws Exception {
        try (LimitedServer server = server(100, LONG, SHORT);
                Socket polite = server.connect()) {
            assertThat(answer(polite)).isEqualTo(DONE);
            try (Socket slow = server.connect()) {
                send(slow, beginning);
                trickle(slow, beginning.equals(REQUEST_BEGUN) ? "x" : "");
            }

            server.awaitCounted(Breach.NO_REQUEST, 1);
            assertThat(answer(polite)).isEqualTo(DONE);
            assertThat(server.answerToSomebodyElse()).isEqualTo(204);
        }
    }

    @Test
    void aSecondRequestThatNeverEnds_isCutOffToo() throws Exception {
        try (LimitedServer server = server(100, SHORT, LONG);
                Socket slow = server.connect()) {
            assertThat(answer(slow)).isEqualTo(DONE);
            send(slow, REQUEST_BEGUN);
            trickle(slow, "x");

            assertThat(server.answerToSomebodyElse()).isEqualTo(204);
        }
    }

    @Test
    void aConnectionWithoutARequest_isClosed() throws Exception {
        try (LimitedServer server = server(100, SHORT, LONG);
                Socket idle = server.connect()) {
            assertThat(answer(idle)).isEqualTo(DONE);

            assertThat(hasEnded(idle)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"'GET /%s HTTP/1.1', 414", "'GET / HTTP/1.1\r\nX-Long: %s', 431"})
    void headersBeyondTheLimit_areRefused(String request, int status) throws Exception {
        try (LimitedServer server = server(100, LONG, LONG);
                Socket client = server.connect()) {
            send(client, request.formatted("x".repeat(FEW.maxBytes() + 1)) + "\r\nHost: x\r\n\r\n");

            assertThat(answerTo(client)).startsWith("HTTP/1.1 " + status);
            server.awaitCounted(Breach.HEADER_BYTES, 1);
            assertThat(server.answerToSomebodyElse()).isEqualTo(204);
        }
    }

    private static String answer(Socket client) throws IOException {
        send(client, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        return answerTo(client);
    }

    /** The first line of the answer to what was sent; all others up to the empty one are read. */
    private static String answerTo(Socket client) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            if (next < 0) {
                throw new EOFException("ended after: " + head);
            }
            head.append((char) next);
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(US_ASCII));
    }

    /** Sends a piece every now and then, until the server ends the connection. */
    private static void trickle(Socket client, String piece) throws IOException {
        client.setSoTimeout(20);
        for (int i = 0; i < 1_500; i++) {
            try {
                send(client, piece);
                if (client.getInputStream().read() < 0) {
                    return;
                }
            } catch (SocketTimeoutException e) {
                // it is still open: another piece
            } catch (SocketException e) {
                return;
            }
        }
        throw new AssertionError("the server bore it");
    }

    private static boolean hasEnded(Socket client) throws IOException {
        try {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketException e) {
            return true; // reset
        }
    }
}
