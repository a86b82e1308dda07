package io.m2m.dumper.milvus1;

import java.io.IOException;

/**
 * {@code <segment>.uid}, the ids of the rows. Row i belongs to vector i of {@link RawVectorFile}.
 *
 * <pre>
 * offset size
 * 0      8    N, unsigned little-endian, in BYTES
 * 8      N    N / 8 ids, int64 little-endian, of any value, not necessarily unique
 * </pre>
 */
public final class UidFile implements AutoCloseable {
    /** Bytes of one id. */
    public static final int ROW_BYTES = 8;

    private final RowInput rows;

    private UidFile(RowInput rows) {
        this.rows = rows;
    }

    /**
     * @param rows rows of the segment
     * @param firstRow the first one to be read
     * @throws DamagedFileException when the file is missing, too short or holds another number of ids
     */
    public static UidFile open(SegmentFile file, long rows, long firstRow) throws DamagedFileException, IOException {
        return new UidFile(RowInput.open(file, ROW_BYTES, "ids", rows, firstRow));
    }

    /** Reads the next ids, as stored, to the front of {@code into}. */
    public void read(byte[] into, int count) throws DamagedFileException, IOException {
        rows.read(into, count);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
