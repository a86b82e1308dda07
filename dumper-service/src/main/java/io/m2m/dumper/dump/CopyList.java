package io.m2m.dumper.dump;

import io.m2m.common.model.RepeatedIds.Copy;
import io.m2m.common.model.RepeatedIds.Listed;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.staging.Documents;
import io.m2m.dumper.copies.CopySearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes the list of rows that have a later copy, segment after segment, and remembers where each segment's lines begin. */
final class CopyList implements CopySearch.Copies {
    private final Documents.LineWriter lines;
    private final List<SegmentSlice> segments;
    private final Map<String, String> partitions;
    private final long[] firstRows;
    private final List<Listed> listed = new ArrayList<>();

    /**
     * @param segments in the order of the rows
     * @param partitions source tags by folder
     */
    CopyList(Documents.LineWriter lines, List<SegmentSlice> segments, Map<String, String> partitions) {
        this.lines = lines;
        this.segments = segments;
        this.partitions = partitions;
        this.firstRows = new long[segments.size()];
        for (int i = 1; i < firstRows.length; i++) {
            firstRows[i] = firstRows[i - 1] + segments.get(i - 1).segmentRows();
        }
    }

    @Override
    public void copy(long row, long id, long later) throws IOException {
        int number = segmentOf(row);
        SegmentSlice segment = segments.get(number);
        long offset = lines.write(new Copy(
                Long.toString(id),
                partitions.get(segment.folder()),
                segment.segment(),
                row - firstRows[number],
                segments.get(segmentOf(later)).segment()));
        Listed last = listed.isEmpty() ? null : listed.getLast();
        if (last != null && last.folder().equals(segment.folder())) {
            listed.set(listed.size() - 1, new Listed(last.folder(), last.offset(), last.rows() + 1));
        } else {
            listed.add(new Listed(segment.folder(), offset, 1));
        }
    }

    /** The last segment that begins at the row or before; segments without rows begin where the next one does. */
    private int segmentOf(long row) {
        int found = Arrays.binarySearch(firstRows, row + 1);
        int next = found < 0 ? -found - 1 : found;
        while (next > 0 && firstRows[next - 1] == row + 1) {
            next--;
        }
        return next - 1;
    }

    List<Listed> listed() {
        return listed;
    }
}
