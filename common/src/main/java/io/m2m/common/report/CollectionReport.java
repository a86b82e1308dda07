package io.m2m.common.report;

import io.m2m.common.message.Verdict;
import io.m2m.common.model.Metric;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.VectorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One collection. Rows count readable segments; a quarantined one has its own count.
 *
 * @param sourceRows physical rows, deleted ones included
 * @param targetRows absent when the run did not ask the target
 * @param index absent when the run did not come to it
 * @param search absent below level {@code search}
 * @param repeatedIds live rows beyond the first of their id
 * @param repeated which ids these are, of the rows that were migrated; absent when there are none or no verification read them
 * @param skippedRows live rows left out by {@code policy.invalidVectors: skip}
 * @param leftOut live rows left out, by policy, those of {@code skippedRows} included; absent when there are none
 * @param problem why the collection failed as a whole, in one sentence
 * @param notes facts that are no failures: mappings, drifting counts, delete offsets out of range; absent when there are none
 */
public record CollectionReport(
        String source,
        String target,
        VectorType vectorType,
        int dim,
        Metric metric,
        Verdict verdict,
        long sourceRows,
        long deletedRows,
        long liveRows,
        @Nullable Long targetRows,
        FingerprintPair fingerprint,
        FingerprintPair idFingerprint,
        List<PartitionReport> partitions,
        @Nullable IndexReport index,
        @Nullable SearchReport search,
        List<QuarantinedSegment> quarantined,
        List<Renamed> renamed,
        long repeatedIds,
        @Nullable KeptCopies repeated,
        long skippedRows,
        @Nullable List<LeftOut> leftOut,
        Differences differences,
        @Nullable String problem,
        @Nullable List<String> notes) {
    public CollectionReport {
        partitions = List.copyOf(partitions);
        quarantined = List.copyOf(quarantined);
        renamed = List.copyOf(renamed);
        leftOut = leftOut == null || leftOut.isEmpty() ? null : List.copyOf(leftOut);
        notes = notes == null || notes.isEmpty() ? null : List.copyOf(notes);
    }
}
