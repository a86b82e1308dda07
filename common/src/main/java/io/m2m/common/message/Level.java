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
    FULL;

    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
