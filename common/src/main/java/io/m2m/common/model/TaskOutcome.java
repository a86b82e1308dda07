package io.m2m.common.model;

import java.util.List;

/**
 * All that a dump task found, kept in staging beside the manifest because it also covers what has no files: quarantined
 * segments, rows left out, tasks without live rows. Written before the manifest.
 *
 * @param skippedIds ids of rows left out by {@code policy.invalidVectors: skip}, as decimal text
 * @param warnings facts to report that are no failures, such as delete offsets out of range
 */
public record TaskOutcome(
        Manifest manifest, List<QuarantinedSegment> quarantined, List<String> skippedIds, List<String> warnings) {
    public TaskOutcome {
        quarantined = List.copyOf(quarantined);
        skippedIds = List.copyOf(skippedIds);
        warnings = List.copyOf(warnings);
    }
}
