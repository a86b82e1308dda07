package io.m2m.dumper.dump;

import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.DuplicateIds;
import io.m2m.common.model.Manifest.LeftOut;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.RepeatedIds;
import io.m2m.common.model.RepeatedIds.Copy;
import io.m2m.common.model.RepeatedIds.Listed;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a task's slices that are not written because their collection holds a later copy of their id. */
final class LeftOutCopies {
    private static final BitSet NONE = new BitSet();

    private final DuplicateIds policy;
    /** Tells the list from those of other segments. */
    private final String list;

    private final Map<SegmentSlice, BitSet> rows;

    private LeftOutCopies(DuplicateIds policy, String list, Map<SegmentSlice, BitSet> rows) {
        this.policy = policy;
        this.list = list;
        this.rows = rows;
    }

    /** @param policy absent when every copy is kept */
    static LeftOutCopies of(Documents documents, String migration, DumpPlan plan, @Nullable DuplicateIds policy)
            throws IOException {
        if (policy == null || !policy.seeksCopies()) {
            return new LeftOutCopies(DuplicateIds.KEEP_ALL, "", Map.of());
        }
        String key = StagingLayout.repeatedIds(migration, plan.collection());
        RepeatedIds found = documents
                .read(key, RepeatedIds.class)
                .orElseThrow(() -> new ProblemException(
                        Kind.DAMAGED,
                        "staging has no " + key + ", so it is not known which copies of repeated ids to leave out; run"
                                + " the same command again"));
        Map<String, Listed> listed = new HashMap<>();
        found.segments().forEach(segment -> listed.put(segment.folder(), segment));
        Map<SegmentSlice, BitSet> rows = new HashMap<>();
        for (SegmentSlice slice : plan.segments()) {
            if (listed.containsKey(slice.folder())) {
                String list = StagingLayout.copies(migration, plan.collection());
                rows.put(slice, read(documents, list, listed.get(slice.folder()), slice));
            }
        }
        return new LeftOutCopies(policy, found.basis(), rows);
    }

    private static BitSet read(Documents documents, String list, Listed lines, SegmentSlice slice) throws IOException {
        BitSet rows = new BitSet();
        try (Stream<Copy> copies = documents.readLines(list, lines.offset(), Copy.class)) {
            copies.limit(lines.rows())
                    .mapToLong(copy -> copy.row() - slice.firstRow())
                    .filter(row -> row >= 0 && row < slice.rows())
                    .forEach(row -> rows.set((int) row));
        }
        return rows;
    }

    /** Counted from the first row of the slice. */
    BitSet of(SegmentSlice slice) {
        return rows.getOrDefault(slice, NONE);
    }

    /** What a manifest of these slices says; nothing when every copy is kept. */
    @Nullable
    LeftOut summary(List<SegmentSlice> slices) {
        if (policy == DuplicateIds.KEEP_ALL) {
            return null;
        }
        long count = slices.stream().mapToLong(slice -> of(slice).cardinality()).sum();
        return new LeftOut(policy, count, list);
    }
}
