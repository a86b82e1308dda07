package io.m2m.verifier.verify;

import io.m2m.common.fingerprint.Fingerprint;
import io.m2m.common.message.Level;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why one range of a partition differs: first whether repeated ids and id 2^63-1 explain all of it, then row by row.
 */
final class RangeExamination {
    private final PartitionSides sides;
    private final IdSet.Range range;
    private final RowTable table;
    private final List<Long> extras = new ArrayList<>();

    /** @param table all staged rows of the range */
    RangeExamination(PartitionSides sides, IdSet.Range range, RowTable table) {
        this.sides = sides;
        this.range = range;
        this.table = table;
    }

    /**
     * @param dumped sums of the staged rows
     * @param returned sums of what the target returned
     * @param counted rows the target counts in the range; absent when it cannot count
     */
    void examine(Sums dumped, Sums returned, @Nullable Long counted) throws IOException {
        boolean lastOnTarget = new LastId(sides, table).check();
        if (!explainedByRepeatedIds(dumped, returned)) {
            rowByRow();
        }
        int last = table.head(Long.MAX_VALUE);
        if (last >= 0 && !lastOnTarget) {
            table.copies(last).forEach(copy -> sides.missing(table, copy));
        } else if (last >= 0) {
            table.see(last);
        }
        if (counted != null) {
            new CopyCounts(sides, range, table, extras).check(counted);
        }
    }

    /** Takes repeated ids out of both sums; what a query returned of each must be one of its copies. */
    private boolean explainedByRepeatedIds(Sums dumped, Sums returned) throws IOException {
        int[] heads = table.heads()
                .filter(head -> table.repeated(head) || table.id(head) == Long.MAX_VALUE)
                .toArray();
        if (heads.length > table.size() / 4 + 1) {
            // Reading the range once more is quicker than asking for most of its ids by name.
            return false;
        }
        Sums dumpedOnce = dumped.minus(copies(heads));
        List<Long> ids = Arrays.stream(heads)
                .mapToLong(table::id)
                .filter(id -> id != Long.MAX_VALUE)
                .boxed()
                .toList();
        RowSums one = new RowSums(sides.comparedBytes());
        boolean[] copied = {true};
        sides.rows(ids, (id, block, offset) -> {
            Fingerprint hash = one.hash(id, block, offset);
            copied[0] &= matches(table.head(id), hash);
        });
        Sums returnedOnce = returned.minus(one.sums());
        Level level = sides.vectors() ? Level.FULL : Level.IDS;
        if (!copied[0] || one.sums().rows() != ids.size() || !VerifiedWhen.sumsAgree(level, dumpedOnce, returnedOnce)) {
            return false;
        }
        table.heads().filter(head -> table.id(head) != Long.MAX_VALUE).forEach(table::see);
        return true;
    }

    private Sums copies(int[] heads) throws IOException {
        int[] rows = IntStream.of(heads).flatMap(table::copies).sorted().toArray();
        if (sides.vectors()) {
            sides.staged().hash(table, IntStream.of(rows));
        }
        RowSums ids = new RowSums(0);
        Fingerprint whole = Fingerprint.NONE;
        for (int row : rows) {
            ids.add(table.id(row), new byte[0], 0);
            whole = whole.plus(table.hash(row));
        }
        return new Sums(rows.length, ids.sums().ids(), whole);
    }

    private void rowByRow() throws IOException {
        if (sides.vectors()) {
            sides.staged().hash(table, IntStream.range(0, table.size()));
        }
        RowSums hasher = new RowSums(sides.comparedBytes());
        sides.target().rows(sides.place(), range, sides.comparedBytes(), (id, block, offset) -> {
            int head = table.head(id);
            if (head < 0) {
                extras.add(id);
                sides.extra(id);
            } else {
                compare(head, hasher.hash(id, block, offset));
            }
        });
        askAgain(hasher);
        table.heads()
                .filter(head -> !table.seen(head) && table.id(head) != Long.MAX_VALUE)
                .flatMap(table::copies)
                .forEach(row -> sides.missing(table, row));
    }

    /** A row is called missing only after it was asked for by its id. */
    private void askAgain(RowSums hasher) {
        List<Long> unseen = table.heads()
                .filter(head -> !table.seen(head) && table.id(head) != Long.MAX_VALUE)
                .mapToObj(table::id)
                .toList();
        sides.rows(unseen, (id, block, offset) -> compare(table.head(id), hasher.hash(id, block, offset)));
    }

    private void compare(int head, Fingerprint hash) {
        table.see(head);
        if (!matches(head, hash)) {
            sides.different(table, head);
        }
    }

    private boolean matches(int head, Fingerprint hash) {
        return !sides.vectors()
                || table.copies(head).anyMatch(copy -> table.hash(copy).equals(hash));
    }
}
