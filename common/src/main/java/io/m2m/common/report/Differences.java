package io.m2m.common.report;

import java.util.List;

/**
 * Rows that differ, the first {@link #FIRST} of each kind; all of them are in a file of staging.
 *
 * @param missing on the source and not on the target
 * @param extra on the target and not on the source
 * @param different on both, with another vector
 */
public record Differences(List<DifferentRow> missing, List<DifferentRow> extra, List<DifferentRow> different) {
    public static final int FIRST = 100;

    public Differences {
        missing = List.copyOf(missing);
        extra = List.copyOf(extra);
        different = List.copyOf(different);
    }

    public static Differences none() {
        return new Differences(List.of(), List.of(), List.of());
    }
}
