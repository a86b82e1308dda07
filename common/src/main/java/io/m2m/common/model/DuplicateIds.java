package io.m2m.common.model;

import java.util.Locale;

/** {@code policy.duplicateIds}: what becomes of an id that a collection holds more than once. */
public enum DuplicateIds {
    /** Every copy is moved, as 1.x held them. */
    KEEP_ALL,
    /** The copy that 1.x wrote last is moved, the others are left out and listed. */
    KEEP_LAST,
    /** The collection is not moved. */
    FAIL;

    /** Whether the repeated ids of a collection must be known before any of it is dumped. */
    public boolean seeksCopies() {
        return this != KEEP_ALL;
    }

    /** As it is written in a configuration. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
