package dev.bellwether.bench.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers of eight bytes, in protobuf's order. */
final class LittleEndian {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static void put(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    static void put(byte[] bytes, int at, double value) {
        LONG.set(bytes, at, Double.doubleToRawLongBits(value));
    }
}
