package dev.bellwether.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CappedLinesTest {

    @Test
    void lines_areReadUpToTheLimit_whateverEndsTheLast() throws IOException {
        assertThat(lines("12345\n\nä345\n")).containsExactly("12345", "", "ä345");
        assertThat(lines("1\n2")).containsExactly("1", "2");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void aLongerLine_isRefused() {
        assertThatThrownBy(() -> lines("12345\n123456\n"))
                .isInstanceOf(CappedLines.TooLongException.class)
                .hasMessageContaining("longer than 5 bytes");
        assertThatThrownBy(() -> lines("123456")).isInstanceOf(CappedLines.TooLongException.class);
    }

    @Test
    void lines_areTheSame_inWhateverPiecesTheyCome() throws IOException {
        byte[] text = "12345\n\n3\n45".getBytes(UTF_8);
        InputStream inSingleBytes = new ByteArrayInputStream(text) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, 1);
            }
        };

        assertThat(lines(inSingleBytes)).containsExactly("12345", "", "3", "45");
    }

    private static List<String> lines(String text) throws IOException {
        return lines(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static List<String> lines(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        try (CappedLines reading = new CappedLines(in, 5)) {
            for (Optional<String> line = reading.next(); line.isPresent(); line = reading.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }
}
