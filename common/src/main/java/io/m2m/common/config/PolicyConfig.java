package io.m2m.common.config;

import io.m2m.common.model.DuplicateIds;

/** {@code policy.*}: what to do with rows that 2.x takes otherwise than 1.x did. */
public record PolicyConfig(DuplicateIds duplicateIds, InvalidVectors invalidVectors) {
    /** {@code policy.invalidVectors}: NaN and infinity, which 2.x refuses. */
    public enum InvalidVectors {
        /** The segment is quarantined. */
        FAIL,
        /** The rows are left out and listed. */
        SKIP
    }
}
