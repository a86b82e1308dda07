package io.m2m.dumper.copies;

import io.m2m.common.fingerprint.Mix;
import java.util.Arrays;

/** Where each id was seen last: a table with open addressing, 16 bytes a slot and at most half full before it grows. */
final class LastRows {
    /** An id that was not seen before. */
    static final long NONE = -1;

    private static final int LEAST_SLOTS = 16;

    private long[] ids;
    /** 0 for a free slot; otherwise the row plus one, shifted, and a bit for an id that was seen more than once. */
    private long[] rows;

    private int used;
    private long repeated;

    /** @param expected ids */
    LastRows(int expected) {
        int slots = Math.max(LEAST_SLOTS, Integer.highestOneBit(Math.max(1, expected)) << 2);
        ids = new long[slots];
        rows = new long[slots];
    }

    void clear() {
        Arrays.fill(rows, 0);
        used = 0;
        repeated = 0;
    }

    /** Ids that were seen more than once. */
    long repeated() {
        return repeated;
    }

    /** @return the row it was seen at last, or {@link #NONE} */
    long put(long id, long row) {
        int slot = slot(id);
        long before = rows[slot];
        ids[slot] = id;
        if (before == 0) {
            rows[slot] = (row + 1) << 1;
            used++;
            if (used > rows.length / 2) {
                grow();
            }
            return NONE;
        }
        repeated += (before & 1) == 0 ? 1 : 0;
        rows[slot] = (row + 1) << 1 | 1;
        return (before >>> 1) - 1;
    }

    private int slot(long id) {
        int slot = (int) Mix.of(id) & (rows.length - 1);
        while (rows[slot] != 0 && ids[slot] != id) {
            slot = (slot + 1) & (rows.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldIds = ids;
        long[] oldRows = rows;
        ids = new long[oldIds.length * 2];
        rows = new long[oldRows.length * 2];
        for (int i = 0; i < oldRows.length; i++) {
            if (oldRows[i] != 0) {
                int slot = slot(oldIds[i]);
                ids[slot] = oldIds[i];
                rows[slot] = oldRows[i];
            }
        }
    }

    /** Which of several tables an id belongs to; by other bits than those that find its slot. */
    static int part(long id, int parts) {
        return (int) Math.unsignedMultiplyHigh(Mix.of(id), parts);
    }
}
