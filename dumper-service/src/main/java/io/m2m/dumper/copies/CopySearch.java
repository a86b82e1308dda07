package io.m2m.dumper.copies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * Finds the rows whose id comes again later. The ids are read twice at the most and never sorted: they are dealt out by their
 * hash into parts small enough for a table in memory, through a file without a name where they do not fit in there. What
 * repeats is dealt out once more by its row, so that it comes out in order. Why so:
 * docs/decisions/0006-repeated-ids-are-found-before-the-dump.md.
 */
public final class CopySearch {
    /** Their table takes 16 MB; as much again is for what is on its way to the file. */
    public static final int IDS_AT_A_TIME = 500_000;

    private final Path temporary;
    private final int idsAtATime;

    /**
     * @param temporary folder for what does not fit into memory
     * @param idsAtATime ids, and rows with a later copy, held in memory
     */
    public CopySearch(Path temporary, int idsAtATime) {
        this.temporary = temporary;
        this.idsAtATime = idsAtATime;
    }

    /** The rows to look at, in the order in which they were written. */
    public interface Rows {
        /** Tells every row, until it is said to be enough. */
        void each(RowVisitor visitor) throws IOException;
    }

    /** Is told of one row after another. */
    public interface RowVisitor {
        /**
         * @param row number, from 0 and rising
         * @return whether more rows are wanted
         */
        boolean row(long row, long id) throws IOException;
    }

    /** Is told of the rows that have a later copy, in their order. */
    public interface Copies {
        /** @param later the next row of the same id */
        void copy(long row, long id, long later) throws IOException;
    }

    /**
     * @param ids that occur more than once
     * @param rows that have a later copy
     */
    public record Found(long ids, long rows) {}

    /** @param count row numbers are below it */
    public Found search(Rows rows, long count, Copies copies) throws IOException {
        if (rising(rows)) {
            return new Found(0, 0);
        }
        int parts = Math.toIntExact(Math.max(1, Math.ceilDiv(count, idsAtATime)));
        try (SpillFile earlier = new SpillFile(temporary, parts, 3)) {
            long ids = dealOut(rows, parts, earlier);
            return new Found(ids, inOrder(parts, earlier, copies));
        }
    }

    /** Ids that were given by the server rise from row to row; then there is nothing more to do. */
    private static boolean rising(Rows rows) throws IOException {
        boolean[] any = {false};
        boolean[] rising = {true};
        long[] last = {0};
        rows.each((row, id) -> {
            rising[0] = !any[0] || id > last[0];
            any[0] = true;
            last[0] = id;
            return rising[0];
        });
        return rising[0];
    }

    private long dealOut(Rows rows, int parts, SpillFile earlier) throws IOException {
        try (SpillFile byId = new SpillFile(temporary, parts, 2)) {
            rows.each((row, id) -> {
                byId.record(LastRows.part(id, parts)).putLong(id).putLong(row);
                return true;
            });
            LastRows table = new LastRows(idsAtATime);
            long ids = 0;
            for (int part = 0; part < parts; part++) {
                table.clear();
                byId.read(part, record -> {
                    long id = record.getLong();
                    long row = record.getLong();
                    long before = table.put(id, row);
                    if (before != LastRows.NONE) {
                        earlier.record((int) (before / idsAtATime))
                                .putLong(before)
                                .putLong(id)
                                .putLong(row);
                    }
                });
                ids += table.repeated();
            }
            return ids;
        }
    }

    private long inOrder(int parts, SpillFile earlier, Copies copies) throws IOException {
        long found = 0;
        long[] ids = new long[idsAtATime];
        long[] later = new long[idsAtATime];
        for (int part = 0; part < parts; part++) {
            long first = (long) part * idsAtATime;
            BitSet there = new BitSet();
            earlier.read(part, record -> {
                int at = (int) (record.getLong() - first);
                there.set(at);
                ids[at] = record.getLong();
                later[at] = record.getLong();
            });
            for (int at = there.nextSetBit(0); at >= 0; at = there.nextSetBit(at + 1)) {
                copies.copy(first + at, ids[at], later[at]);
            }
            found += there.cardinality();
        }
        return found;
    }
}
