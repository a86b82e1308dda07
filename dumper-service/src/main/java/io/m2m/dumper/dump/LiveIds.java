package io.m2m.dumper.dump;

import io.m2m.common.message.Progress;
import io.m2m.common.model.SegmentSlice;
import io.m2m.dumper.copies.CopySearch;
import io.m2m.dumper.milvus1.DamagedFileException;
import io.m2m.dumper.milvus1.DeletedDocsFile;
import io.m2m.dumper.milvus1.UidFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/** The live rows of whole segments, one segment after another, by their ids alone: vectors are not read. */
final class LiveIds implements CopySearch.Rows {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int IDS_AT_A_TIME = 1 << 15;

    private final SourceRoots roots;
    private final SourceCheck check;
    private final List<SegmentSlice> segments;
    private final Progress progress;
    private final byte[] block = new byte[IDS_AT_A_TIME * UidFile.ROW_BYTES];
    private long rowsRead;

    LiveIds(SourceRoots roots, List<SegmentSlice> segments, Progress progress) {
        this.roots = roots;
        this.check = new SourceCheck(roots);
        this.segments = segments;
        this.progress = progress;
    }

    /** A segment that cannot be read: its dump will say why, and none of its rows counts. */
    static final class UnreadableSegmentException extends IOException {
        private final transient SegmentSlice segment;

        private UnreadableSegmentException(SegmentSlice segment, DamagedFileException damage) {
            super(damage);
            this.segment = segment;
        }

        SegmentSlice segment() {
            return segment;
        }
    }

    /** Rows of all segments, deleted ones included. */
    long count() {
        return segments.stream().mapToLong(SegmentSlice::segmentRows).sum();
    }

    @Override
    public void each(CopySearch.RowVisitor visitor) throws IOException {
        long first = 0;
        for (SegmentSlice segment : segments) {
            boolean enough;
            try {
                enough = !each(segment, first, visitor);
            } catch (DamagedFileException damage) {
                throw new UnreadableSegmentException(segment, damage);
            }
            if (enough) {
                return;
            }
            first += segment.segmentRows();
        }
    }

    private boolean each(SegmentSlice segment, long first, CopySearch.RowVisitor visitor)
            throws DamagedFileException, IOException {
        check.beforeReading(segment);
        long rows = segment.segmentRows();
        DeletedDocsFile deletes = DeletedDocsFile.read(roots.file(segment, segment.deletedDocs()), rows, 0, rows);
        try (UidFile ids = UidFile.open(roots.file(segment, segment.ids()), rows, 0)) {
            for (int row = 0; row < rows; row += IDS_AT_A_TIME) {
                int count = (int) Math.min(IDS_AT_A_TIME, rows - row);
                ids.read(block, count);
                for (int i = 0; i < count; i++) {
                    long id = (long) LONG.get(block, i * UidFile.ROW_BYTES);
                    if (!deletes.deleted().get(row + i) && !visitor.row(first + row + i, id)) {
                        return false;
                    }
                }
                told(count);
            }
        }
        check.afterReading(segment);
        return true;
    }

    private void told(int count) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while looking for repeated ids");
        }
        rowsRead += count;
        progress.report(rowsRead, rowsRead * UidFile.ROW_BYTES);
    }
}
