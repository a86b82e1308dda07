package io.m2m.dumper.milvus1;

import java.io.IOException;

/**
 * {@code <segment>.rv}, the vectors. Its length passes 2 GiB in large segments.
 *
 * <pre>
 * offset size
 * 0      8    N, unsigned little-endian, in BYTES
 * 8      N    rows, one after another: dim IEEE 754 singles, little-endian,
 *             or dim / 8 bytes with the bits in the order the client sent them
 * </pre>
 *
 * The file knows neither its dimension nor its kind; both come from the metadata of the collection.
 */
public final class RawVectorFile implements AutoCloseable {
    private final RowInput rows;

    private RawVectorFile(RowInput rows) {
        this.rows = rows;
    }

    /**
     * @param rowBytes bytes of one vector
     * @param rows rows of the segment
     * @param firstRow the first one to be read
     * @throws DamagedFileException when the file is missing, too short or holds another number of vectors
     */
    public static RawVectorFile open(SegmentFile file, int rowBytes, long rows, long firstRow)
            throws DamagedFileException, IOException {
        return new RawVectorFile(RowInput.open(file, rowBytes, "vectors", rows, firstRow));
    }

    /** Reads the next vectors, as stored, to the front of {@code into}. */
    public void read(byte[] into, int count) throws DamagedFileException, IOException {
        rows.read(into, count);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
