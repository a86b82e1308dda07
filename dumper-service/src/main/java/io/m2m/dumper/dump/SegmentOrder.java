package io.m2m.dumper.dump;

import io.m2m.common.model.SegmentSlice;
import java.util.Comparator;

/**
 * Segments in the order in which 1.x wrote them: their ids are points in time. A merge writes older rows under a new id, so the
 * order says nothing about rows that were merged and rows that were not.
 */
final class SegmentOrder {
    private SegmentOrder() {}

    static Comparator<SegmentSlice> byNumber() {
        return Comparator.comparing(
                        (SegmentSlice slice) -> digits(slice.segment()).length())
                .thenComparing(slice -> digits(slice.segment()))
                .thenComparing(SegmentSlice::folder);
    }

    private static String digits(String segment) {
        return segment.replaceFirst("^0+", "");
    }
}
