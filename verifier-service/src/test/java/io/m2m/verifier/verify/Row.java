package io.m2m.verifier.verify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A row as 1.x stores it. */
public record Row(long id, byte[] vector) {
    public static Row floats(long id, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return new Row(id, bytes.array());
    }

    public static Row bits(long id, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new Row(id, bytes);
    }

    public Row withId(long other) {
        return new Row(other, vector);
    }

    /** The same row with its lowest bit flipped. */
    public Row flipped() {
        byte[] other = vector.clone();
        other[0] ^= 1;
        return new Row(id, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row && row.id == id && Arrays.equals(row.vector, vector);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id) * 31 + Arrays.hashCode(vector);
    }

    @Override
    public String toString() {
        return id + ":" + java.util.HexFormat.of().formatHex(vector);
    }
}
