package io.m2m.common.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a dump task found, kept in staging beside the manifest because it also covers what has no files: quarantined
 * segments, rows left out, tasks without live rows. Written before the manifest.
 *
 * @param skipped rows left out by {@code policy.invalidVectors: skip}, by segment
 * @param warnings facts to report that are no failures, such as delete offsets out of range
 */
public record TaskOutcome(
        Manifest manifest,
        List<QuarantinedSegment> quarantined,
        @Nullable List<SkippedRows> skipped,
        List<String> warnings) {
    /** Outcomes of versions that did not tell skipped rows by segment lie in staging, too. */
    public TaskOutcome {
        quarantined = List.copyOf(quarantined);
        skipped = skipped == null ? List.of() : List.copyOf(skipped);
        warnings = List.copyOf(warnings);
    }

    /** @param ids as decimal text, in the order of the segment's rows */
    public record SkippedRows(String segment, List<String> ids) {
        public SkippedRows {
            ids = List.copyOf(ids);
        }
    }

    /** How many rows were skipped. */
    public long skippedRows() {
        return skipped.stream().mapToLong(rows -> rows.ids().size()).sum();
    }
}
