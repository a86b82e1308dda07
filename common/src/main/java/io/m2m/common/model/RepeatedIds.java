package io.m2m.common.model;

import java.util.List;

/**
 * The ids that a collection holds more than once, found before any of it is dumped. All rows but the last of each id stand in a
 * file beside it, a {@link Copy} a line, segment after segment in the order of the rows.
 *
 * @param basis tells the segments that were looked at from others
 * @param ids how many ids there are more than once
 * @param rows how many rows hold such an id and are not its last
 * @param segments those of which the file has rows
 */
public record RepeatedIds(String basis, long ids, long rows, List<Listed> segments) {
    public RepeatedIds {
        segments = List.copyOf(segments);
    }

    /**
     * Where the lines of one segment are.
     *
     * @param folder of the segment
     * @param offset of its first line in bytes
     * @param rows lines, one behind the other
     */
    public record Listed(String folder, long offset, long rows) {}

    /**
     * One row that has a later copy.
     *
     * @param id decimal text, because JSON numbers end at 2^53
     * @param partition source tag
     * @param row in the segment, from 0
     * @param later the segment of the next copy
     */
    public record Copy(String id, String partition, String segment, long row, String later) {}
}
