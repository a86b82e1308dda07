package io.m2m.common.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A segment, or a row range of one that is too large for one import.
 *
 * @param segment {@code TableFiles.segment_id}
 * @param folder key of the segment folder inside its data root, {@code <table_id>/<segment_id>}
 * @param root which of {@code source.local.tablesDir} holds it, from 0
 * @param firstRow first physical row, from 0
 * @param rows physical rows of the slice, deleted ones included
 * @param segmentRows physical rows of the whole segment
 * @param metadataRows rows of the whole segment by metadata; absent in plans of versions that did not tell
 * @param files the {@code .rv}, the {@code .uid} and {@code deleted_docs}, in this order
 */
public record SegmentSlice(
        String segment,
        String folder,
        int root,
        long firstRow,
        long rows,
        long segmentRows,
        @Nullable Long metadataRows,
        List<SourceFile> files) {
    public SegmentSlice {
        files = List.copyOf(files);
    }

    public SourceFile vectors() {
        return files.get(0);
    }

    public SourceFile ids() {
        return files.get(1);
    }

    public SourceFile deletedDocs() {
        return files.get(2);
    }

    public boolean whole() {
        return firstRow == 0 && rows == segmentRows;
    }

    /** Other rows of the same segment. */
    public SegmentSlice range(long first, long count) {
        return new SegmentSlice(segment, folder, root, first, count, segmentRows, metadataRows, files);
    }

    /** Whether both are the same rows of the same files, whatever metadata said of the segment. */
    public boolean sameRows(SegmentSlice other) {
        return equals(new SegmentSlice(
                other.segment,
                other.folder,
                other.root,
                other.firstRow,
                other.rows,
                other.segmentRows,
                metadataRows,
                other.files));
    }
}
