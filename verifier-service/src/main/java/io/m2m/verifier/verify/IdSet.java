package io.m2m.verifier.verify;

import java.util.List;

/** Which ids of a partition are meant. */
public sealed interface IdSet {
    /** All of them; both ends belong to it. */
    record Range(long first, long last) implements IdSet {
        public static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

        public Range {
            if (first > last) {
                throw new IllegalArgumentException("a range from " + first + " to " + last + " is empty");
            }
        }
    }

    /** Just these, at most {@link #MOST}. */
    record Listed(List<Long> ids) implements IdSet {
        /** Keeps the text of an expression below 25 kB. */
        public static final int MOST = 1_000;

        public Listed {
            ids = List.copyOf(ids);
            if (ids.isEmpty() || ids.size() > MOST) {
                throw new IllegalArgumentException("1 to " + MOST + " ids may be listed, not " + ids.size());
            }
        }
    }
}
