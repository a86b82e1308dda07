package io.m2m.dumper.dump;

/** What can be said of a sequence of ids while it passes: the extremes, and whether it can hold an id twice. */
final class IdSpan {
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private long last;
    private boolean any;
    private boolean rising = true;

    void add(RowBlock block) {
        for (int row = 0; row < block.rows(); row++) {
            long id = block.id(row);
            rising &= !any || id > last;
            any = true;
            last = id;
            min = Math.min(min, id);
            max = Math.max(max, id);
        }
    }

    /** Whether every id was greater than the one before it, so that none came twice. */
    boolean rising() {
        return rising;
    }

    /** Meaningless without ids. */
    long min() {
        return min;
    }

    /** Meaningless without ids. */
    long max() {
        return max;
    }
}
