package io.m2m.coordinator.report;

import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.QuarantinedSegment.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the tasks that read parts of one segment found, as one finding about the segment. */
final class QuarantinedParts {
    private QuarantinedParts() {}

    /** @param found at least one, all of the same segment */
    static QuarantinedSegment together(List<QuarantinedSegment> found) {
        QuarantinedSegment first = found.getFirst();
        List<Part> parts = joined(found.stream()
                .map(QuarantinedSegment::part)
                .filter(Objects::nonNull)
                .toList());
        String reasons =
                found.stream().map(QuarantinedSegment::reason).distinct().collect(Collectors.joining("; "));
        return new QuarantinedSegment(
                first.segment(), first.partition(), rows(found), first.file(), which(parts) + reasons);
    }

    /** A version that told no parts told the rows of each. */
    private static long rows(List<QuarantinedSegment> found) {
        return found.stream()
                .filter(each -> each.part() != null)
                .mapToLong(QuarantinedSegment::rows)
                .findFirst()
                .orElseGet(
                        () -> found.stream().mapToLong(QuarantinedSegment::rows).sum());
    }

    /** Ascending, with those put together that follow upon each other. */
    private static List<Part> joined(List<Part> parts) {
        List<Part> joined = new ArrayList<>();
        for (Part part :
                parts.stream().sorted(Comparator.comparingLong(Part::firstRow)).toList()) {
            Part before = joined.isEmpty() ? null : joined.getLast();
            if (before != null && before.firstRow() + before.rows() == part.firstRow()) {
                joined.set(
                        joined.size() - 1,
                        new Part(before.firstRow(), before.rows() + part.rows(), part.segmentRows()));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }

    /** Begins the reason of a segment that is not set aside as a whole. */
    private static String which(List<Part> parts) {
        if (parts.isEmpty() || parts.getFirst().rows() == parts.getFirst().segmentRows()) {
            return "";
        }
        String ranges = parts.stream()
                .map(part -> part.firstRow() + " to " + (part.firstRow() + part.rows() - 1))
                .collect(Collectors.joining(", "));
        return "only its rows " + ranges + " of " + parts.getFirst().segmentRows()
                + ", counted from 0, are set aside: ";
    }
}
