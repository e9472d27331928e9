package dev.bellwether.telemetry.otlp;

import java.util.Arrays;
import java.util.Random;

/** Damages bytes as networks, disks and attackers do: bits and bytes changed, cut, doubled, put elsewhere. */
public final class Mutations {

    private static final byte[] TROUBLE = {0, 1, 0x7F, (byte) 0x80, (byte) 0xFF, 0x0A, 0x0B, 0x0C, 0x12, 0x4A, 0x7A};

    private Mutations() {}

    /** One to four changes. */
    public static byte[] of(byte[] original, Random random) {
        byte[] bytes = original;
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] original, Random random) {
        if (original.length == 0) {
            return new byte[] {TROUBLE[random.nextInt(TROUBLE.length)]};
        }
        int at = random.nextInt(original.length);
        int length = random.nextInt(Math.min(12, original.length - at) + 1);
        byte[] bytes = original.clone();
        return switch (random.nextInt(8)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case 1 -> {
                bytes[at] = (byte) random.nextInt();
                yield bytes;
            }
            case 2 -> {
                bytes[at] = TROUBLE[random.nextInt(TROUBLE.length)];
                yield bytes;
            }
            case 3 -> {
                bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
                yield bytes;
            }
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> replaced(bytes, at, length, new byte[0]);
            case 6 -> replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            default -> {
                byte[] inserted = new byte[length];
                random.nextBytes(inserted);
                yield replaced(bytes, at, 0, inserted);
            }
        };
    }

    private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - length + by.length);
        System.arraycopy(by, 0, result, at, by.length);
        System.arraycopy(bytes, at + length, result, at + by.length, bytes.length - at - length);
        return result;
    }
}
