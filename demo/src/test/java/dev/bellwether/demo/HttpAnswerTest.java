package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HttpAnswerTest {

    private static final String WHOLE = "HTTP/1.1 200 OK\r\nDate: today\r\ncontent-Length: 5\r\n\r\nca\u00f6t";

    @Test
    void wholeAnswer_isParsed() throws ProtocolException {
        assertThat(parse(WHOLE)).isEqualTo(new HttpAnswer(200, "ca\u00f6t", true));
    }

    @Test
    void everyPrefix_waitsForTheRest() throws ProtocolException {
        byte[] bytes = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(HttpAnswer.parse(bytes, length))
                    .as("first %d bytes", length)
                    .isNull();
        }
    }

    @Test
    void answerWithoutBody_isWholeWithItsHead() throws ProtocolException {
        assertThat(parse("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")).isEqualTo(new HttpAnswer(503, "", true));
    }

    @Test
    void connectionClose_isNotPersistent() throws ProtocolException {
        assertThat(parse("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"))
                .isEqualTo(new HttpAnswer(200, "", false));
    }

    @Test
    void whatIsNotSuchAnAnswer_isRefused() {
        refuses("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "no Content-Length");
        refuses("HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\n", "not a number");
        refuses("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "not a number");
        refuses("HTTP/1.1 2x0 OK\r\nContent-Length: 0\r\n\r\n", "not a number");
        refuses("ICY 200 OK\r\nContent-Length: 0\r\n\r\n", "not an HTTP/1.1 answer");
        refuses("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc", "longer than its Content-Length");
        refuses("HTTP/1.1 200 OK\r\nX: " + "x".repeat(2 << 20), "longer than 1048576 bytes");
    }

    private static void refuses(String text, String reason) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(reason);
    }

    private static @Nullable HttpAnswer parse(String text) throws ProtocolException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HttpAnswer.parse(bytes, bytes.length);
    }
}
