package io.m2m.common.config;

/** {@code policy.*}: what to do with rows that 2.x takes otherwise than 1.x did. */
public record PolicyConfig(DuplicateIds duplicateIds, InvalidVectors invalidVectors) {
    /** {@code policy.duplicateIds}. */
    public enum DuplicateIds {
        /** Every copy is imported, as 1.x held them. */
        KEEP_ALL,
        KEEP_LAST,
        FAIL
    }

    /** {@code policy.invalidVectors}: NaN and infinity, which 2.x refuses. */
    public enum InvalidVectors {
        /** The segment is quarantined. */
        FAIL,
        /** The rows are left out and listed. */
        SKIP
    }
}
