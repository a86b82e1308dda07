package io.m2m.coordinator.salvage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Segments that a merge or a compaction left behind. Either writes the live rows of older segments into a new one and drops the
 * deleted ones, so a segment is a leftover when each of its live rows, id and bytes, is in one newer segment of its table.
 */
final class Leftovers {
    /** Ids looked up first: a leftover has them all in the newer segment, and most others have none. */
    private static final int SAMPLE = 64;
    /** Larger segments are not held in memory to be searched. */
    static final long MOST_ROWS = 10_000_000;

    private final Map<String, long[]> samples = new HashMap<>();
    private final Map<String, SegmentFiles> replaced = new HashMap<>();
    private final List<Pair> shared = new ArrayList<>();
    private final List<SegmentFiles> unsearched = new ArrayList<>();

    private Leftovers() {}

    /** Two segments with ids in common. */
    record Pair(SegmentFiles older, SegmentFiles newer) {}

    /** @param segments of one table and one width of rows, oldest first */
    static Leftovers among(List<SegmentFiles> segments) throws IOException {
        Leftovers found = new Leftovers();
        for (int newer = 1; newer < segments.size(); newer++) {
            found.look(segments.get(newer), segments.subList(0, newer));
        }
        found.shared.removeIf(pair -> found.replacement(pair.older()).isPresent()
                || found.replacement(pair.newer()).isPresent());
        return found;
    }

    /** The segment that holds all rows of this one. */
    Optional<SegmentFiles> replacement(SegmentFiles segment) {
        return Optional.ofNullable(replaced.get(segment.segment()));
    }

    /** Pairs that have ids in common without one being left over from the other. */
    List<Pair> shared() {
        return shared;
    }

    /** Segments too large to be searched for the rows of older ones. */
    List<SegmentFiles> unsearched() {
        return unsearched;
    }

    private void look(SegmentFiles newer, List<SegmentFiles> olders) throws IOException {
        if (newer.rows() > MOST_ROWS) {
            unsearched.add(newer);
            return;
        }
        SortedIds ids = SortedIds.of(newer);
        for (SegmentFiles older : olders) {
            if (older.live() == 0 || replacement(older).isPresent()) {
                continue;
            }
            long common = Arrays.stream(sample(older)).filter(ids::holds).count();
            if (common == sample(older).length && contained(older, newer, ids)) {
                replaced.put(older.segment(), newer);
            } else if (common > 0) {
                shared.add(new Pair(older, newer));
            }
        }
    }

    /** Ids of live rows, evenly spread. */
    private long[] sample(SegmentFiles segment) throws IOException {
        long[] known = samples.get(segment.segment());
        if (known == null) {
            known = readSample(segment);
            samples.put(segment.segment(), known);
        }
        return known;
    }

    private static long[] readSample(SegmentFiles segment) throws IOException {
        long step = Math.max(1, segment.live() / SAMPLE);
        long[] sample = new long[SAMPLE];
        int filled = 0;
        try (LittleEndianInput in = LittleEndianInput.open(segment.ids())) {
            long live = 0;
            for (int row = 0; row < segment.rows() && filled < SAMPLE; row++) {
                long id = in.readLong();
                if (!segment.deleted().get(row) && live++ % step == 0) {
                    sample[filled++] = id;
                }
            }
        }
        return Arrays.copyOf(sample, filled);
    }

    /** Every copy of a repeated row needs one of its own in the newer segment. */
    private static boolean contained(SegmentFiles older, SegmentFiles newer, SortedIds ids) throws IOException {
        int width = Math.toIntExact(older.rowBytes());
        byte[] row = new byte[width];
        ByteBuffer other = ByteBuffer.allocate(width);
        BitSet taken = new BitSet();
        try (LittleEndianInput idsOfOlder = LittleEndianInput.open(older.ids());
                LittleEndianInput vectors = LittleEndianInput.open(older.vectors());
                FileChannel newerVectors = FileChannel.open(newer.vectors())) {
            for (int position = 0; position < older.rows(); position++) {
                long id = idsOfOlder.readLong();
                vectors.readFully(row);
                if (!older.deleted().get(position) && !ids.take(id, taken, at -> same(newerVectors, at, other, row))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean same(FileChannel vectors, int position, ByteBuffer buffer, byte[] expected)
            throws IOException {
        buffer.clear();
        long start = SegmentFiles.HEADER_BYTES + (long) position * expected.length;
        while (buffer.hasRemaining()) {
            if (vectors.read(buffer, start + buffer.position()) < 0) {
                return false;
            }
        }
        return Arrays.equals(buffer.array(), expected);
    }
}
