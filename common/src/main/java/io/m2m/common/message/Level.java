package io.m2m.common.message;

/** How much of the target is compared with the source; each level includes the ones before it. */
public enum Level {
    /** Rows per collection and partition. */
    COUNTS,
    /** Every id, by fingerprint. */
    IDS,
    /** Every id, and the vectors of a seeded random sample. */
    SAMPLE,
    /** Every id and every vector, bit for bit, by fingerprint. */
    FULL,
    /** Every id and every vector, and the nearest rows of sampled vectors, as the target's index finds them. */
    SEARCH;

    /** Whether every vector is read. */
    public boolean everyVector() {
        return this == FULL || this == SEARCH;
    }

    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
