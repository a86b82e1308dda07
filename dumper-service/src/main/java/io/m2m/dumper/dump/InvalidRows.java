package io.m2m.dumper.dump;

import io.m2m.common.model.SegmentSlice;
import io.m2m.dumper.milvus1.DamagedFileException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The live rows of a slice that hold NaN or infinity, which Milvus 2.x refuses. */
final class InvalidRows {
    /** More than this is no matter of a few bad rows, and nobody would read the list of them. */
    private static final int MOST_SKIPPED = 1_000_000;

    private static final int NAMED_IDS = 10;

    private final BitSet rows = new BitSet();
    private final List<String> ids = new ArrayList<>();
    private final int listed;
    private final boolean skip;
    private long count;

    /** @param skip whether such rows may be left out */
    InvalidRows(boolean skip) {
        this.skip = skip;
        this.listed = skip ? MOST_SKIPPED : NAMED_IDS;
    }

    /**
     * @param block vectors of singles
     * @param first number of the block's first row in the slice
     * @param gone rows of the slice that do not matter
     */
    void find(RowBlock block, int first, BitSet gone) {
        if (block.finite()) {
            return;
        }
        for (int row = 0; row < block.rows(); row++) {
            if (!block.finite(row) && !gone.get(first + row)) {
                note(first + row, block.id(row));
            }
        }
    }

    private void note(int row, long id) {
        count++;
        if (count <= listed) {
            rows.set(row);
            ids.add(Long.toString(id));
        }
    }

    /** @throws DamagedFileException when there are such rows and they cannot be left out */
    void judge(SegmentSlice slice) throws DamagedFileException {
        String file = SourceRoots.key(slice, slice.vectors());
        if (skip && count > MOST_SKIPPED) {
            throw new DamagedFileException(
                    file,
                    count + " rows have NaN or infinity, more than the " + MOST_SKIPPED
                            + " that policy.invalidVectors: skip leaves out of a segment");
        }
        if (!skip && count > 0) {
            String more = count > NAMED_IDS ? " and " + (count - NAMED_IDS) + " more" : "";
            throw new DamagedFileException(
                    file,
                    count + (count == 1 ? " row has" : " rows have")
                            + " NaN or infinity, which Milvus 2.x refuses: id " + String.join(", ", ids) + more
                            + "; set policy.invalidVectors: skip to leave such rows out");
        }
    }

    BitSet rows() {
        return rows;
    }

    List<String> ids() {
        return ids;
    }
}
