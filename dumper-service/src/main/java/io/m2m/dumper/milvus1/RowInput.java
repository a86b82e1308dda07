package io.m2m.dumper.milvus1;

import java.io.IOException;

/** Rows of one width behind the header of a file, from one row on. */
final class RowInput implements AutoCloseable {
    private final BoundedInput in;
    private final int rowBytes;
    private final String field;

    private RowInput(BoundedInput in, int rowBytes, String field) {
        this.in = in;
        this.rowBytes = rowBytes;
        this.field = field;
    }

    /**
     * @param field what a row holds, for people
     * @param rows rows the file must hold
     * @param firstRow where reading starts
     */
    static RowInput open(SegmentFile file, int rowBytes, String field, long rows, long firstRow)
            throws DamagedFileException, IOException {
        BoundedInput in = BoundedInput.open(file, 0);
        try {
            check(in, in.payloadBytes(), rowBytes, field, rows);
            if (firstRow > 0) {
                in.close();
                in = BoundedInput.open(
                        file, Math.addExact(BoundedInput.HEADER_BYTES, Math.multiplyExact(firstRow, rowBytes)));
            }
            return new RowInput(in, rowBytes, field);
        } catch (DamagedFileException | IOException | RuntimeException failure) {
            in.close();
            throw failure;
        }
    }

    private static void check(BoundedInput in, long payload, int rowBytes, String field, long rows)
            throws DamagedFileException {
        if (payload % rowBytes != 0) {
            throw in.damaged("byte 0, length of the payload: " + payload + " bytes are no multiple of the " + rowBytes
                    + " bytes of the " + field + " of one row");
        }
        if (payload / rowBytes != rows) {
            throw in.damaged("byte 0, length of the payload: expected the " + field + " of " + rows
                    + " rows of the segment, found those of " + payload / rowBytes);
        }
    }

    void read(byte[] into, int rows) throws DamagedFileException, IOException {
        in.read(into, Math.multiplyExact(rows, rowBytes), field);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
