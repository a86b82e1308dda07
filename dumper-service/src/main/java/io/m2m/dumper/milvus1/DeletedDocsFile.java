package io.m2m.dumper.milvus1;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * {@code deleted_docs}, the deleted rows of a segment. The other files keep those rows.
 *
 * <pre>
 * offset size
 * 0      8    N, unsigned little-endian, in BYTES
 * 8      N    N / 4 row offsets, int32 little-endian: not sorted, possibly repeated
 * 8 + N  ..   possibly the end of an older, longer list, to be ignored
 * </pre>
 *
 * Every live segment has the file. An empty list is 8 zero bytes; a missing file is damage, since it may have held deletes.
 *
 * @param deleted the deleted rows of the range that was asked for, counted from its first row
 * @param outOfRange listed offsets that are no rows of the segment
 * @param trailingBytes bytes behind the list
 */
public record DeletedDocsFile(BitSet deleted, long outOfRange, long trailingBytes) {
    private static final int OFFSET_BYTES = 4;
    private static final int BLOCK_BYTES = 1 << 16;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /**
     * @param segmentRows rows of the segment
     * @param firstRow first row of the range asked for
     * @param rows its length
     */
    public static DeletedDocsFile read(SegmentFile file, long segmentRows, long firstRow, long rows)
            throws DamagedFileException, IOException {
        try (BoundedInput in = BoundedInput.open(file, 0)) {
            long payload = in.payloadBytes();
            if (payload % OFFSET_BYTES != 0) {
                throw in.damaged("byte 0, length of the payload: " + payload + " bytes are no multiple of the "
                        + OFFSET_BYTES + " bytes of an offset");
            }
            BitSet deleted = new BitSet();
            long outOfRange = 0;
            byte[] block = new byte[(int) Math.min(BLOCK_BYTES, payload)];
            for (long left = payload; left > 0; left -= block.length) {
                block = left < block.length ? new byte[(int) left] : block;
                in.read(block, block.length, "deleted offsets");
                outOfRange += mark(block, deleted, segmentRows, firstRow, rows);
            }
            return new DeletedDocsFile(deleted, outOfRange, file.bytes() - BoundedInput.HEADER_BYTES - payload);
        }
    }

    private static long mark(byte[] offsets, BitSet deleted, long segmentRows, long firstRow, long rows) {
        long outOfRange = 0;
        for (int at = 0; at < offsets.length; at += OFFSET_BYTES) {
            int offset = (int) INT.get(offsets, at);
            long row = offset - firstRow;
            if (offset < 0 || offset >= segmentRows) {
                outOfRange++;
            } else if (row >= 0 && row < rows) {
                deleted.set((int) row);
            }
        }
        return outOfRange;
    }

    /** Distinct rows of the range that are deleted. */
    public int count() {
        return deleted.cardinality();
    }
}
