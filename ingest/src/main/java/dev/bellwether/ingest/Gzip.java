package dev.bellwether.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Decompresses within the limits: a small body that swells beyond them is refused as soon as it does. */
final class Gzip {

    private static final int FIRST_PIECE_BYTES = 16 * 1024;
    private static final int MAX_PIECE_BYTES = 1024 * 1024;
    private static final int INPUT_BYTES = 8 * 1024;

    private Gzip() {}

    /**
     * @param maxBytes largest length decompressed
     * @throws RefusedException if it is no gzip (checksum included), too large, or more than can be held now
     */
    static Body decompress(Body compressed, int maxBytes) throws RefusedException {
        Body plain = compressed.successor(maxBytes);
        int size = FIRST_PIECE_BYTES;
        try (InputStream in = new GZIPInputStream(compressed.drain(), INPUT_BYTES)) {
            byte[] piece = read(in, new byte[size]);
            while (piece.length > 0) {
                plain.add(piece);
                size = Math.min(2 * size, MAX_PIECE_BYTES);
                piece = read(in, new byte[size]);
            }
        } catch (EOFException e) {
            throw malformed("it ends too early");
        } catch (ZipException e) {
            throw malformed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw malformed(e.toString());
        }
        plain.complete();
        return plain;
    }

    private static byte[] read(InputStream in, byte[] piece) throws IOException {
        int count = in.readNBytes(piece, 0, piece.length);
        return count == piece.length ? piece : Arrays.copyOf(piece, count);
    }

    private static RefusedException malformed(String problem) {
        return new RefusedException(RejectReason.MALFORMED, "malformed gzip: " + problem);
    }
}
