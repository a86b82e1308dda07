package io.m2m.verifier.verify;

import io.m2m.common.message.Progress;

/** Reads one range of a partition back and adds it up. */
final class RangeReader {
    private static final int ROWS_A_REPORT = 1_000;

    private final Target target;

    RangeReader(Target target) {
        this.target = target;
    }

    /** @param rowBytes width of a stored vector, 0 to read ids only */
    Sums read(TargetPartition partition, IdSet.Range range, int rowBytes, Progress progress) {
        RowSums sums = new RowSums(rowBytes);
        long[] rows = {0};
        target.rows(partition, range, rowBytes, (id, block, offset) -> {
            sums.add(id, block, offset);
            if (++rows[0] % ROWS_A_REPORT == 0) {
                progress.report(rows[0], bytes(rows[0], rowBytes));
            }
        });
        progress.report(rows[0], bytes(rows[0], rowBytes));
        return sums.sums();
    }

    static long bytes(long rows, int rowBytes) {
        return rows * (Long.BYTES + rowBytes);
    }
}
