package io.m2m.verifier.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Finds ids of which the target counts more or fewer copies than were dumped. A query shows one row of each, so only counting
 * tells: repeated ids are counted in lists, the rest of a range by halving it.
 */
final class CopyCounts {
    /** Counting takes about a third of a second. */
    private static final int MOST_QUERIES = 400;

    private final PartitionSides sides;
    private final IdSet.Range range;
    private final RowTable table;
    /** What is on the target of each id that is not there exactly as often as it was dumped. */
    private final Map<Long, Long> actual = new HashMap<>();

    private final List<Long> extras;
    private int queries;

    /** @param extras ids in the range that only the target has */
    CopyCounts(PartitionSides sides, IdSet.Range range, RowTable table, List<Long> extras) {
        this.sides = sides;
        this.range = range;
        this.table = table;
        this.extras = extras;
    }

    /** @param counted rows the target counts in the range */
    void check(long counted) {
        List<Long> repeated = table.heads()
                .filter(head -> table.seen(head) && table.repeated(head))
                .mapToObj(table::id)
                .toList();
        PartitionSides.listed(repeated).forEach(list -> narrow(list.ids()));
        long[] ids = LongStream.concat(
                        table.heads().filter(table::seen).mapToLong(table::id),
                        extras.stream().mapToLong(Long::longValue))
                .sorted()
                .toArray();
        long unexplained = counted - expected(ids, 0, ids.length);
        if (unexplained != 0 && range.last() == Long.MAX_VALUE && table.head(Long.MAX_VALUE) < 0) {
            long last = count(new IdSet.Listed(List.of(Long.MAX_VALUE)));
            add(Long.MAX_VALUE, 0, last);
            unexplained -= last;
        }
        if (unexplained != 0 && ids.length > 0) {
            halve(ids, 0, ids.length);
        }
    }

    private void narrow(List<Long> ids) {
        if (exhausted()) {
            return;
        }
        long expected = ids.stream().mapToLong(this::expected).sum();
        long found = count(new IdSet.Listed(ids));
        if (found != expected && ids.size() == 1) {
            settle(ids.getFirst(), expected, found);
        } else if (found != expected) {
            narrow(ids.subList(0, ids.size() / 2));
            narrow(ids.subList(ids.size() / 2, ids.size()));
        }
    }

    private void halve(long[] ids, int from, int to) {
        if (exhausted()) {
            return;
        }
        long expected = expected(ids, from, to);
        long found = count(new IdSet.Range(ids[from], ids[to - 1]));
        if (found != expected && to - from == 1) {
            settle(ids[from], expected, found);
        } else if (found != expected) {
            int middle = from + (to - from) / 2;
            halve(ids, from, middle);
            halve(ids, middle, to);
        }
    }

    private void settle(long id, long expected, long found) {
        actual.put(id, found);
        add(id, expected, found);
    }

    private void add(long id, long expected, long found) {
        for (long more = expected; more < found; more++) {
            sides.extra(id);
        }
        int head = table.head(id);
        if (head >= 0) {
            // Which copy is gone cannot be seen; the later ones are named.
            List<Integer> copies = new ArrayList<>(table.copies(head).boxed().toList());
            copies.subList((int) Math.min(found, copies.size()), copies.size())
                    .forEach(copy -> sides.missing(table, copy));
        }
    }

    private long expected(long[] ids, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += expected(ids[i]);
        }
        return sum;
    }

    private long expected(long id) {
        Long known = actual.get(id);
        if (known != null) {
            return known;
        }
        int head = table.head(id);
        return head < 0 ? 1 : table.copies(head).count();
    }

    private long count(IdSet ids) {
        queries++;
        return sides.target().count(sides.place(), ids);
    }

    private boolean exhausted() {
        if (queries == MOST_QUERIES) {
            queries++;
            sides.notes()
                    .add("more ids of partition " + sides.tag()
                            + " are on the target in another number of copies than are named here");
        }
        return queries > MOST_QUERIES;
    }
}
