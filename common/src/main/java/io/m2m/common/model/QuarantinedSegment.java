package io.m2m.common.model;

import org.jspecify.annotations.Nullable;

/**
 * A segment that could not be read; the rest of the migration goes on.
 *
 * @param rows its rows by metadata, since its files cannot be trusted
 * @param file the file at fault, relative to the data root
 * @param part what a task was to read of a segment that is cut; absent for a whole one, and in the report, whose reason says it
 */
public record QuarantinedSegment(
        String segment,
        String partition,
        long rows,
        String file,
        String reason,
        @Nullable Part part) {

    /** All of a segment. */
    public QuarantinedSegment(String segment, String partition, long rows, String file, String reason) {
        this(segment, partition, rows, file, reason, null);
    }

    /**
     * A range of rows.
     *
     * @param firstRow first physical row, from 0
     * @param rows physical rows of the range
     * @param segmentRows physical rows of the whole segment
     */
    public record Part(long firstRow, long rows, long segmentRows) {}
}
