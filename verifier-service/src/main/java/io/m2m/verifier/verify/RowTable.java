package io.m2m.verifier.verify;

import io.m2m.common.fingerprint.Fingerprint;
import io.m2m.common.fingerprint.Mix;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Staged rows found by id: a hash table over arrays of numbers, about 50 bytes a row. Rows keep the order in which they were
 * added; the copies of a repeated id form a chain from the first one.
 */
final class RowTable {
    private static final int NONE = -1;
    private static final int ROW_BITS = 40;

    private final long[] ids;
    /** Number of the task in the upper bits, row of its file in the lower. */
    private final long[] places;

    private final long[] high;
    private final long[] low;
    private final int[] next;
    private final int[] last;
    private final int[] slots;
    private final BitSet heads = new BitSet();
    private final BitSet seen = new BitSet();
    private int size;

    /** @param capacity rows that will be added at most */
    RowTable(int capacity) {
        ids = new long[capacity];
        places = new long[capacity];
        high = new long[capacity];
        low = new long[capacity];
        next = new int[capacity];
        last = new int[capacity];
        slots = new int[Integer.highestOneBit(Math.max(4, capacity)) * 4];
        Arrays.fill(slots, NONE);
    }

    void add(long id, int task, long row) {
        int slot = slot(id);
        ids[size] = id;
        places[size] = (long) task << ROW_BITS | row;
        next[size] = NONE;
        if (slots[slot] == NONE) {
            slots[slot] = size;
            heads.set(size);
        } else {
            next[last[slots[slot]]] = size;
        }
        last[slots[slot]] = size;
        size++;
    }

    private int slot(long id) {
        int mask = slots.length - 1;
        int slot = (int) (Mix.of(id) & mask);
        while (slots[slot] != NONE && ids[slots[slot]] != id) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    int size() {
        return size;
    }

    /** @return the first row with this id, or a negative number when there is none */
    int head(long id) {
        return slots[slot(id)];
    }

    /** The first row of every id, in the order of adding. */
    IntStream heads() {
        return heads.stream();
    }

    /** All rows with the id of this head. */
    IntStream copies(int head) {
        return IntStream.iterate(head, row -> row != NONE, row -> next[row]);
    }

    boolean repeated(int head) {
        return next[head] != NONE;
    }

    long id(int row) {
        return ids[row];
    }

    int task(int row) {
        return (int) (places[row] >>> ROW_BITS);
    }

    long rowOfTask(int row) {
        return places[row] & (1L << ROW_BITS) - 1;
    }

    void hash(int row, Fingerprint hash) {
        high[row] = hash.high();
        low[row] = hash.low();
    }

    Fingerprint hash(int row) {
        return new Fingerprint(high[row], low[row]);
    }

    /** Remembers that the target has the id of this head. */
    void see(int head) {
        seen.set(head);
    }

    boolean seen(int head) {
        return seen.get(head);
    }
}
