package io.m2m.common.model;

import java.util.List;

/**
 * One task: the rows that become one pair of files and one import. A line of {@code plan.jsonl}.
 *
 * @param task deterministic id, also the folder name in staging
 * @param collection source collection
 * @param partition source tag, {@code _default} for the root
 * @param rows physical rows, deleted ones included
 * @param bytes bytes of vectors and ids to read
 */
public record DumpPlan(
        String task,
        String collection,
        String partition,
        VectorType vectorType,
        int dim,
        long rows,
        long bytes,
        List<SegmentSlice> segments) {
    public DumpPlan {
        segments = List.copyOf(segments);
    }

    public int rowBytes() {
        return vectorType.rowBytes(dim);
    }
}
