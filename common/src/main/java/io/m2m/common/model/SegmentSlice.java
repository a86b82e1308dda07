package io.m2m.common.model;

import java.util.List;

/**
 * A segment, or a row range of one that is too large for one import.
 *
 * @param segment {@code TableFiles.segment_id}
 * @param folder key of the segment folder inside its data root, {@code <table_id>/<segment_id>}
 * @param root which of {@code source.local.tablesDir} holds it, from 0
 * @param firstRow first physical row, from 0
 * @param rows physical rows of the slice, deleted ones included
 * @param segmentRows physical rows of the whole segment
 * @param files the {@code .rv}, the {@code .uid} and {@code deleted_docs}, in this order
 */
public record SegmentSlice(
        String segment, String folder, int root, long firstRow, long rows, long segmentRows, List<SourceFile> files) {
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
}
