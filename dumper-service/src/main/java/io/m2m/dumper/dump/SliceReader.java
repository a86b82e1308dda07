package io.m2m.dumper.dump;

import io.m2m.common.model.SegmentSlice;
import io.m2m.dumper.milvus1.DamagedFileException;
import io.m2m.dumper.milvus1.RawVectorFile;
import io.m2m.dumper.milvus1.UidFile;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Reads all rows of a slice, deleted ones included, block by block. */
final class SliceReader implements AutoCloseable {
    private final SegmentSlice slice;
    private final UidFile ids;
    private final RawVectorFile vectors;
    private int position;

    private SliceReader(SegmentSlice slice, UidFile ids, RawVectorFile vectors) {
        this.slice = slice;
        this.ids = ids;
        this.vectors = vectors;
    }

    static SliceReader open(SourceRoots roots, SegmentSlice slice, int rowBytes)
            throws DamagedFileException, IOException {
        UidFile ids = UidFile.open(roots.file(slice, slice.ids()), slice.segmentRows(), slice.firstRow());
        try {
            return new SliceReader(
                    slice,
                    ids,
                    RawVectorFile.open(
                            roots.file(slice, slice.vectors()), rowBytes, slice.segmentRows(), slice.firstRow()));
        } catch (DamagedFileException | IOException | RuntimeException failure) {
            ids.close();
            throw failure;
        }
    }

    /** @return whether there were rows left, now in the block */
    boolean next(RowBlock block) throws DamagedFileException, IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while reading segment " + slice.segment());
        }
        int count = (int) Math.min(block.capacity(), slice.rows() - position);
        ids.read(block.ids(), count);
        vectors.read(block.vectors(), count);
        block.holds(count);
        position += count;
        return count > 0;
    }

    /** Rows read so far. */
    int position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        try (ids) {
            vectors.close();
        }
    }
}
