package io.m2m.verifier.verify;

import io.m2m.common.message.Level;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks in one partition whose sums differ for the ranges that differ, and has those examined, a few at a time. */
final class PartitionSearch {
    /** Rows held in memory at a time, about 50 bytes each. */
    private static final long ROWS_AT_A_TIME = 1_000_000;

    private final PartitionSides sides;
    private final Level level;
    private final List<IdSet.Range> ranges;

    PartitionSearch(PartitionSides sides, Level level, List<IdSet.Range> ranges) {
        this.sides = sides;
        this.level = level;
        this.ranges = ranges;
    }

    /**
     * @param returned sums of what the target returned, by range
     * @param counted rows the target counts in the partition
     */
    void search(List<Sums> returned, long counted) throws IOException {
        Sums[] dumped = sides.staged().sums(sides.vectors());
        Long[] counts = counts(returned, counted);
        List<Integer> group = new ArrayList<>();
        long rows = 0;
        for (int i = 0; i < ranges.size(); i++) {
            boolean agrees = VerifiedWhen.sumsAgree(level, dumped[i], returned.get(i));
            if (agrees && (counts[i] == null || counts[i] == dumped[i].rows())) {
                continue;
            }
            if (!group.isEmpty() && rows + dumped[i].rows() > ROWS_AT_A_TIME) {
                examine(group, dumped, returned, counts);
                group.clear();
                rows = 0;
            }
            group.add(i);
            rows += dumped[i].rows();
        }
        examine(group, dumped, returned, counts);
    }

    /** What the target counts in each range; null where it cannot count. */
    private Long[] counts(List<Sums> returned, long counted) {
        Long[] counts = new Long[ranges.size()];
        if (!sides.target().counts()) {
            return counts;
        }
        // A query returns each id once: as many rows as are counted means that every id is there once.
        boolean once = returned.stream().mapToLong(Sums::rows).sum() == counted;
        for (int i = 0; i < counts.length; i++) {
            counts[i] =
                    once ? (Long) returned.get(i).rows() : (Long) sides.target().count(sides.place(), ranges.get(i));
        }
        return counts;
    }

    private void examine(List<Integer> group, Sums[] dumped, List<Sums> returned, Long[] counts) throws IOException {
        if (group.isEmpty()) {
            return;
        }
        long[] rows = new long[dumped.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = dumped[i].rows();
        }
        RowTable[] tables = sides.staged().tables(group, rows);
        for (int range : group) {
            new RangeExamination(sides, ranges.get(range), tables[range])
                    .examine(dumped[range], returned.get(range), counts[range]);
            tables[range] = null;
        }
    }
}
