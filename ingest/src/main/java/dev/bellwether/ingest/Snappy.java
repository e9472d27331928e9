package dev.bellwether.ingest;

import java.io.IOException;

/** Decompresses Snappy's block format within the limits: what the block says of its length is looked at before memory is taken. */
final class Snappy {

    private Snappy() {}

    /**
     * @param maxBytes largest length decompressed
     * @throws RefusedException if it is no block, too large, or more than can be held now
     */
    static byte[] decompress(Body compressed, int maxBytes) throws RefusedException {
        Body plain = compressed.successor(maxBytes);
        byte[] block = compressed.join();
        long length = plainLength(block);
        if (length > maxBytes) {
            throw new RefusedException(RejectReason.TOO_LARGE, "request is larger than " + maxBytes + " bytes");
        }
        plain.reserve((int) length);
        plain.add(decompress(block, (int) length));
        plain.complete();
        return plain.join();
    }

    private static byte[] decompress(byte[] block, int length) throws RefusedException {
        byte[] plain = new byte[length];
        try {
            if (!org.xerial.snappy.Snappy.isValidCompressedBuffer(block, 0, block.length)) {
                throw malformed();
            }
            if (org.xerial.snappy.Snappy.uncompress(block, 0, block.length, plain, 0) != length) {
                throw malformed();
            }
        } catch (IOException e) {
            throw malformed();
        }
        return plain;
    }

    /** The number in front of a block: a varint of 32 bits. The library reads it as a signed one. */
    private static long plainLength(byte[] block) throws RefusedException {
        long length = 0;
        for (int index = 0; index < Math.min(block.length, 5); index++) {
            length |= (long) (block[index] & 0x7F) << (7 * index);
            if (block[index] >= 0) {
                return length;
            }
        }
        throw malformed();
    }

    private static RefusedException malformed() {
        return new RefusedException(RejectReason.MALFORMED, "malformed Snappy: not its block format");
    }
}
