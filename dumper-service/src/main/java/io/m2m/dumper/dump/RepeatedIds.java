package io.m2m.dumper.dump;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Counts the rows beyond the first of their id, exactly and in bounded memory: the ids are read again as often as needed,
 * each time for a range of values that is small enough to be sorted. The ranges come from a histogram, which is refined where
 * too many ids share one of its cells.
 */
final class RepeatedIds {
    /** 16 MB of ids are sorted at a time, by each of several dumps. */
    static final int AT_A_TIME = 2_000_000;

    private static final int CELL_BITS = 12;
    private static final int BLOCK_BYTES = 1 << 18;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Ids ids;
    private final int atATime;

    /** Opens the sequence of ids, 8 little-endian bytes each, once more. */
    interface Ids {
        InputStream open() throws IOException;
    }

    private interface IdConsumer {
        void accept(long id);
    }

    RepeatedIds(Ids ids, int atATime) {
        this.ids = ids;
        this.atATime = atATime;
    }

    /**
     * @param count all ids
     * @param min the smallest
     * @param max the greatest
     */
    long count(long count, long min, long max) throws IOException {
        return count <= atATime ? sorted(min, max, (int) count) : divided(min, max);
    }

    /** Counts a range that holds too many ids to be sorted. */
    private long divided(long min, long max) throws IOException {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(max - min) - CELL_BITS);
        long[] cells = new long[1 << CELL_BITS];
        each(min, max, id -> cells[(int) ((id - min) >>> shift)]++);
        long repeated = 0;
        int cell = 0;
        while (cell < cells.length) {
            long from = min + ((long) cell << shift);
            long inRange = cells[cell++];
            if (inRange > atATime) {
                repeated += shift == 0 ? inRange - 1 : divided(from, lastOf(min, cell, shift, max));
                continue;
            }
            while (cell < cells.length && inRange + cells[cell] <= atATime) {
                inRange += cells[cell++];
            }
            repeated += sorted(from, lastOf(min, cell, shift, max), (int) inRange);
        }
        return repeated;
    }

    /** The last value before a cell begins; distances are unsigned, so that they may span all of a long. */
    private static long lastOf(long min, int nextCell, int shift, long max) {
        long distance = ((long) nextCell << shift) - 1;
        return Long.compareUnsigned(distance, max - min) < 0 ? min + distance : max;
    }

    private long sorted(long min, long max, int count) throws IOException {
        if (count < 2) {
            return 0;
        }
        long[] range = new long[count];
        int[] filled = {0};
        each(min, max, id -> range[filled[0]++] = id);
        Arrays.sort(range);
        long repeated = 0;
        for (int i = 1; i < count; i++) {
            repeated += range[i] == range[i - 1] ? 1 : 0;
        }
        return repeated;
    }

    private void each(long min, long max, IdConsumer consumer) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        try (InputStream in = ids.open()) {
            for (int read = in.readNBytes(block, 0, BLOCK_BYTES);
                    read > 0;
                    read = in.readNBytes(block, 0, BLOCK_BYTES)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while counting repeated ids");
                }
                for (int at = 0; at < read; at += Long.BYTES) {
                    long id = (long) LONG.get(block, at);
                    if (id >= min && id <= max) {
                        consumer.accept(id);
                    }
                }
            }
        }
    }
}
