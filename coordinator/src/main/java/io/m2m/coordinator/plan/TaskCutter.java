package io.m2m.coordinator.plan;

import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.SourceFile;
import io.m2m.common.model.VectorType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Cuts the segments of one partition into tasks worth an import each: a server runs one import at a time and needs a second or
 * two for each, however small.
 */
final class TaskCutter {
    private static final int ID_BYTES = 8;
    /** What NumPy puts before the rows. */
    private static final int NPY_HEADER_BYTES = 128;

    private static final int TASK_ID_BYTES = 8;

    private final String migration;
    private final String collection;
    private final VectorType vectorType;
    private final int dim;
    private final long maxRows;
    private final long minRows;

    /**
     * @param maxFileBytes largest file, of vectors or of ids
     * @param minRows rows below which segments are grouped; 0 groups none
     */
    TaskCutter(String migration, String collection, VectorType vectorType, int dim, long maxFileBytes, long minRows) {
        this.migration = migration;
        this.collection = collection;
        this.vectorType = vectorType;
        this.dim = dim;
        this.maxRows = Math.max(1, (maxFileBytes - NPY_HEADER_BYTES) / Math.max(ID_BYTES, vectorType.rowBytes(dim)));
        this.minRows = minRows;
    }

    /** @param segments whole segments or ranges of them, in the order they are to be grouped */
    List<DumpPlan> cut(String partition, List<SegmentSlice> segments) {
        List<DumpPlan> tasks = new ArrayList<>();
        List<SegmentSlice> group = new ArrayList<>();
        long grouped = 0;
        for (SegmentSlice segment : segments) {
            if (segment.rows() > maxRows) {
                slices(segment).forEach(slice -> tasks.add(task(partition, List.of(slice))));
                continue;
            }
            if (!group.isEmpty() && grouped + segment.rows() > maxRows) {
                tasks.add(task(partition, group));
                group = new ArrayList<>();
                grouped = 0;
            }
            group.add(segment);
            grouped += segment.rows();
            if (grouped >= minRows) {
                tasks.add(task(partition, group));
                group = new ArrayList<>();
                grouped = 0;
            }
        }
        if (!group.isEmpty()) {
            tasks.add(task(partition, group));
        }
        return tasks;
    }

    /** As many slices as needed, as even as rows allow. */
    private List<SegmentSlice> slices(SegmentSlice segment) {
        long count = Math.ceilDiv(segment.rows(), maxRows);
        List<SegmentSlice> slices = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long first = Math.multiplyExact(segment.rows(), i) / count;
            long end = Math.multiplyExact(segment.rows(), i + 1) / count;
            slices.add(segment.range(segment.firstRow() + first, end - first));
        }
        return slices;
    }

    private DumpPlan task(String partition, List<SegmentSlice> segments) {
        long rows = segments.stream().mapToLong(SegmentSlice::rows).sum();
        long bytes = rows * (vectorType.rowBytes(dim) + ID_BYTES);
        return new DumpPlan(id(partition, segments), collection, partition, vectorType, dim, rows, bytes, segments);
    }

    /** The same task without what is not among the slices. */
    static DumpPlan of(DumpPlan task, List<SegmentSlice> slices) {
        long rows = slices.stream().mapToLong(SegmentSlice::rows).sum();
        long bytes = rows * (task.rowBytes() + ID_BYTES);
        return new DumpPlan(
                task.task(), task.collection(), task.partition(), task.vectorType(), task.dim(), rows, bytes, slices);
    }

    /** Follows from all that decides a task's content, so that the same source gives the same task. */
    private String id(String partition, List<SegmentSlice> segments) {
        StringBuilder text = new StringBuilder(migration + "\n" + collection + "\n" + partition);
        for (SegmentSlice slice : segments) {
            text.append('\n')
                    .append(slice.folder())
                    .append(' ')
                    .append(slice.firstRow())
                    .append(' ')
                    .append(slice.rows());
            for (SourceFile file : slice.files()) {
                text.append(' ')
                        .append(file.name())
                        .append(' ')
                        .append(file.bytes())
                        .append(' ')
                        .append(file.modified());
            }
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return "t-" + HexFormat.of().formatHex(digest, 0, TASK_ID_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
