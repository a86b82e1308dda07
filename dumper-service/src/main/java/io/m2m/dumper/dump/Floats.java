package io.m2m.dumper.dump;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds NaN and infinity among stored singles: all bits of the exponent are set. */
final class Floats {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long MAGNITUDES = 0x7fffffff_7fffffffL;
    private static final long ONE_EXPONENT = 0x00800000_00800000L;
    private static final long SIGNS = 0x80000000_80000000L;

    private Floats() {}

    /**
     * Two singles at a time: one more in the exponent carries into the sign exactly when the exponent was full, and never
     * further.
     *
     * @param count bytes, a multiple of 4
     */
    static boolean finite(byte[] bytes, int offset, int count) {
        long carried = 0;
        int at = offset;
        for (int end = offset + count - 7; at < end; at += 8) {
            carried |= ((long) LONG.get(bytes, at) & MAGNITUDES) + ONE_EXPONENT;
        }
        if (at < offset + count) {
            carried |= ((int) INT.get(bytes, at) & MAGNITUDES & 0xffffffffL) + (ONE_EXPONENT & 0xffffffffL);
        }
        return (carried & SIGNS) == 0;
    }
}
