package io.m2m.dumper.dump;

import io.m2m.dumper.milvus1.UidFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.BitSet;

/** Rows on their way from one file pair to another: ids and vectors as stored, row i of the one with row i of the other. */
final class RowBlock {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int rowBytes;
    private final byte[] ids;
    private final byte[] vectors;
    private int rows;

    /** @param bufferBytes upper limit of each of the two arrays, unless a single row is larger */
    RowBlock(int rowBytes, int bufferBytes) {
        int capacity = Math.max(1, bufferBytes / Math.max(rowBytes, UidFile.ROW_BYTES));
        this.rowBytes = rowBytes;
        this.ids = new byte[capacity * UidFile.ROW_BYTES];
        this.vectors = new byte[Math.multiplyExact(capacity, rowBytes)];
    }

    int capacity() {
        return ids.length / UidFile.ROW_BYTES;
    }

    /** To be filled from the front. */
    byte[] ids() {
        return ids;
    }

    /** To be filled from the front. */
    byte[] vectors() {
        return vectors;
    }

    int rows() {
        return rows;
    }

    void holds(int filled) {
        rows = filled;
    }

    int idBytes() {
        return rows * UidFile.ROW_BYTES;
    }

    int vectorBytes() {
        return rows * rowBytes;
    }

    long id(int row) {
        return (long) LONG.get(ids, row * UidFile.ROW_BYTES);
    }

    int vector(int row) {
        return row * rowBytes;
    }

    /** Whether no vector of singles holds NaN or infinity. */
    boolean finite() {
        return Floats.finite(vectors, 0, vectorBytes());
    }

    boolean finite(int row) {
        return Floats.finite(vectors, vector(row), rowBytes);
    }

    /**
     * Takes rows out and closes the gaps, so that what stays is one run to write.
     *
     * @param out rows to take out
     * @param first the number in {@code out} of this block's first row
     */
    void remove(BitSet out, int first) {
        int end = first + rows;
        int kept = 0;
        int from = out.nextClearBit(first);
        while (from < end) {
            int gap = out.nextSetBit(from);
            int to = gap < 0 ? end : Math.min(gap, end);
            move(from - first, kept, to - from);
            kept += to - from;
            from = out.nextClearBit(to);
        }
        rows = kept;
    }

    private void move(int from, int to, int count) {
        if (from != to) {
            System.arraycopy(ids, from * UidFile.ROW_BYTES, ids, to * UidFile.ROW_BYTES, count * UidFile.ROW_BYTES);
            System.arraycopy(vectors, vector(from), vectors, vector(to), count * rowBytes);
        }
    }
}
