package io.m2m.dumper.dump;

import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.SegmentSlice;
import java.util.BitSet;
import java.util.List;

/** What is known of a slice before its rows are written. */
sealed interface Finding {
    SegmentSlice slice();

    /**
     * @param out rows not to be written, counted from the first of the slice: deleted ones, copies and invalid ones
     * @param deleted how many of them are deleted
     * @param copies how many of the live ones have a later copy
     * @param skippedIds ids of the invalid ones, as decimal text
     * @param warnings facts to report
     */
    record Readable(
            SegmentSlice slice, BitSet out, int deleted, int copies, List<String> skippedIds, List<String> warnings)
            implements Finding {
        long live() {
            return slice.rows() - deleted - copies - skippedIds.size();
        }
    }

    record Unreadable(SegmentSlice slice, QuarantinedSegment segment) implements Finding {}
}
