package dev.bellwether.telemetry.histogram;

import java.util.Random;

/** Values of the shapes that durations have, and of those that break histograms. */
enum DataSets {
    /** Latencies as they are: a bulk around a few milliseconds and a long tail. */
    LOG_NORMAL {
        @Override
        long next(Random random) {
            return (long) Math.exp(15 + 1.2 * random.nextGaussian());
        }
    },
    /** A fast path and a slow one. */
    TWO_PEAKS {
        @Override
        long next(Random random) {
            double peak = random.nextInt(10) == 0 ? 900e6 : 2e6;
            return (long) Math.abs(peak * (1 + 0.05 * random.nextGaussian()));
        }
    },
    UNIFORM {
        @Override
        long next(Random random) {
            return random.nextInt(1_000_000_000);
        }
    },
    /** Many zeros and ones, and what is just above. */
    TINY {
        @Override
        long next(Random random) {
            return random.nextInt(5);
        }
    },
    CONSTANT {
        @Override
        long next(Random random) {
            return 123_456_789;
        }
    },
    ANY_MAGNITUDE {
        @Override
        long next(Random random) {
            return random.nextLong() >>> (1 + random.nextInt(62));
        }
    },
    /** Powers of two and their neighbours, 0, 1 and the greatest number. */
    EDGES {
        @Override
        long next(Random random) {
            return switch (random.nextInt(6)) {
                case 0 -> 0;
                case 1 -> 1;
                case 2 -> Long.MAX_VALUE;
                default -> Math.max(0, (1L << random.nextInt(63)) + random.nextInt(3) - 1);
            };
        }
    };

    abstract long next(Random random);

    long[] values(Random random, int count) {
        long[] values = new long[count];
        for (int index = 0; index < count; index++) {
            values[index] = next(random);
        }
        return values;
    }
}
