package dev.bellwether.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines of an answer that may never end, each of which has to. */
final class CappedLines implements AutoCloseable {

    /** A line was longer than allowed. */
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLongException(int maxBytes) {
            super("a line of its answer is longer than " + maxBytes + " bytes");
        }
    }

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;

    /** @param maxBytes of a line, without its end */
    CappedLines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /**
     * The next line, without its end; empty where there is none.
     *
     * @throws TooLongException if it is longer than allowed; no more of it is kept than that
     */
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        if (isOver()) {
            return Optional.empty();
        }
        do {
            int stop = lineEnd();
            if (stop - at > maxBytes - line.size()) {
                throw new TooLongException(maxBytes);
            }
            line.write(buffer, at, stop - at);
            at = stop + 1;
        } while (at > end && !isOver());
        return Optional.of(line.toString(UTF_8));
    }

    /** Where the line ends, or what is read of it. */
    private int lineEnd() {
        int stop = at;
        while (stop < end && buffer[stop] != '\n') {
            stop++;
        }
        return stop;
    }

    /** Reads on where nothing is left. */
    private boolean isOver() throws IOException {
        if (at >= end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
        }
        return end == 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
