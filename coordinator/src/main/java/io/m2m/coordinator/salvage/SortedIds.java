package io.m2m.coordinator.salvage;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;

/** The ids of a segment in order, and where each stands. Takes some 30 bytes of memory for a row. */
final class SortedIds {
    private final long[] ids;
    private final Integer[] positions;

    private SortedIds(long[] ids, Integer[] positions) {
        this.ids = ids;
        this.positions = positions;
    }

    static SortedIds of(SegmentFiles segment) throws IOException {
        long[] ids = new long[Math.toIntExact(segment.rows())];
        Integer[] positions = new Integer[ids.length];
        try (LittleEndianInput in = LittleEndianInput.open(segment.ids())) {
            for (int row = 0; row < ids.length; row++) {
                ids[row] = in.readLong();
                positions[row] = row;
            }
        }
        Arrays.sort(positions, Comparator.comparingLong(row -> ids[row]));
        Arrays.sort(ids);
        return new SortedIds(ids, positions);
    }

    /** Asked for every pair of segments, most of which have nothing in common. */
    boolean holds(long id) {
        boolean between = ids.length > 0 && id >= ids[0] && id <= ids[ids.length - 1];
        return between && Arrays.binarySearch(ids, id) >= 0;
    }

    /** Tells whether the row at a position is the wanted one. */
    interface Match {
        boolean at(int position) throws IOException;
    }

    /**
     * Takes the first row of this id that matches.
     *
     * @param taken positions taken before, which are passed over; the one found is added
     */
    boolean take(long id, BitSet taken, Match match) throws IOException {
        int index = Arrays.binarySearch(ids, id);
        while (index > 0 && ids[index - 1] == id) {
            index--;
        }
        for (; index >= 0 && index < ids.length && ids[index] == id; index++) {
            int position = positions[index];
            if (!taken.get(position) && match.at(position)) {
                taken.set(position);
                return true;
            }
        }
        return false;
    }
}
