package io.m2m.dumper.dump;

import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.QuarantinedSegment.Part;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.SourceFile;
import io.m2m.common.model.VectorType;
import io.m2m.dumper.milvus1.DamagedFileException;
import io.m2m.dumper.milvus1.DeletedDocsFile;
import io.m2m.dumper.milvus1.UidFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Finds out which rows of a slice are to be written, or why none can be. */
final class SliceInspection {
    private static final int HEADER_BYTES = 8;

    private final DumpPlan plan;
    private final LeftOutCopies copies;
    private final DumpSettings settings;
    private final SourceRoots roots;
    private final SourceCheck check;

    SliceInspection(DumpPlan plan, LeftOutCopies copies, DumpSettings settings, SourceRoots roots) {
        this.plan = plan;
        this.copies = copies;
        this.settings = settings;
        this.roots = roots;
        this.check = new SourceCheck(roots);
    }

    /** Looks at the deletes only and trusts the rows: true of nearly every segment. */
    Finding glance(SegmentSlice slice) throws IOException {
        try {
            check.beforeReading(slice);
            return readable(slice, deletedDocs(slice), new InvalidRows(settings.skipInvalid()));
        } catch (DamagedFileException damage) {
            return unreadable(slice, damage);
        }
    }

    /** Reads every row, so that nothing is left to be found while they are written. */
    Finding inspect(SegmentSlice slice) throws IOException {
        try {
            check.beforeReading(slice);
            DeletedDocsFile deletes = deletedDocs(slice);
            BitSet gone = gone(slice, deletes);
            InvalidRows invalid = new InvalidRows(settings.skipInvalid());
            RowBlock block = new RowBlock(plan.rowBytes(), settings.readBytes());
            try (SliceReader reader = SliceReader.open(roots, slice, plan.rowBytes())) {
                while (reader.next(block)) {
                    if (plan.vectorType() == VectorType.FLOAT) {
                        invalid.find(block, reader.position() - block.rows(), gone);
                    }
                }
            }
            check.afterReading(slice);
            invalid.judge(slice);
            return readable(slice, deletes, invalid);
        } catch (DamagedFileException damage) {
            return unreadable(slice, damage);
        }
    }

    Finding unreadable(SegmentSlice slice, DamagedFileException damage) {
        Long told = slice.metadataRows();
        QuarantinedSegment quarantined = new QuarantinedSegment(
                slice.segment(),
                plan.partition(),
                told == null ? slice.segmentRows() : told,
                damage.file(),
                damage.getMessage(),
                slice.whole() ? null : new Part(slice.firstRow(), slice.rows(), slice.segmentRows()));
        return new Finding.Unreadable(slice, quarantined);
    }

    private Finding readable(SegmentSlice slice, DeletedDocsFile deletes, InvalidRows invalid) {
        BitSet out = gone(slice, deletes);
        int left = out.cardinality() - deletes.count();
        out.or(invalid.rows());
        return new Finding.Readable(slice, out, deletes.count(), left, invalid.ids(), warnings(slice, deletes));
    }

    /** Rows that do not matter any more, whatever their vectors hold. */
    private BitSet gone(SegmentSlice slice, DeletedDocsFile deletes) {
        BitSet gone = (BitSet) deletes.deleted().clone();
        gone.or(copies.of(slice));
        return gone;
    }

    private DeletedDocsFile deletedDocs(SegmentSlice slice) throws DamagedFileException, IOException {
        return DeletedDocsFile.read(
                roots.file(slice, slice.deletedDocs()), slice.segmentRows(), slice.firstRow(), slice.rows());
    }

    /** Said once for a segment, by its first slice. */
    private List<String> warnings(SegmentSlice slice, DeletedDocsFile deletes) {
        List<String> warnings = new ArrayList<>();
        if (slice.firstRow() == 0) {
            if (deletes.outOfRange() > 0) {
                warnings.add("segment " + slice.segment() + ": deleted_docs lists " + deletes.outOfRange()
                        + " offsets outside of the segment's " + slice.segmentRows() + " rows; they delete nothing");
            }
            surplus(warnings, slice, slice.deletedDocs(), deletes.trailingBytes());
            surplus(warnings, slice, slice.ids(), surplus(slice, slice.ids(), UidFile.ROW_BYTES));
            surplus(warnings, slice, slice.vectors(), surplus(slice, slice.vectors(), plan.rowBytes()));
        }
        return warnings;
    }

    private static long surplus(SegmentSlice slice, SourceFile file, int rowBytes) {
        return file.bytes() - HEADER_BYTES - slice.segmentRows() * rowBytes;
    }

    private static void surplus(List<String> warnings, SegmentSlice slice, SourceFile file, long bytes) {
        if (bytes > 0) {
            warnings.add("segment " + slice.segment() + ": " + file.name() + " has " + bytes
                    + " bytes more than its header counts; they are ignored");
        }
    }
}
