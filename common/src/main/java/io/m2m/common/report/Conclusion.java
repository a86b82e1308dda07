package io.m2m.common.report;

import io.m2m.common.message.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the verifier found out about one collection; kept in staging until the report takes it up.
 *
 * @param run the run that verified it: the evidence of an older run says nothing
 * @param targetRows rows the target counts, every copy of a repeated id included
 * @param partitions every partition with both sides
 * @param fingerprint over rows; the target's is absent when the level did not read vectors
 * @param idFingerprint over ids; the target's is absent at level {@code counts}
 * @param search absent below level {@code search}
 * @param repeatedIds live rows beyond the first of their id, in one partition or across several
 * @param repeated which ids these are; absent when there are none or the level did not read ids
 * @param notes what differs apart from rows (a metric, an index, a partition too many), and facts that are no failures
 */
public record Conclusion(
        long run,
        Verdict verdict,
        @Nullable Long targetRows,
        List<PartitionReport> partitions,
        FingerprintPair fingerprint,
        FingerprintPair idFingerprint,
        @Nullable IndexReport index,
        @Nullable SearchReport search,
        long repeatedIds,
        @Nullable KeptCopies repeated,
        Differences differences,
        List<String> notes) {
    public Conclusion {
        partitions = List.copyOf(partitions);
        notes = List.copyOf(notes);
    }
}
