package io.m2m.common.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that differ, the first {@link #FIRST} of each kind. How many there are and where is absent when there are none.
 *
 * @param missing on the source and not on the target
 * @param extra on the target and not on the source
 * @param different on both, with another vector
 * @param missingRows how many are missing in all
 * @param extraRows how many are extra in all
 * @param differentRows how many are different in all
 * @param file of staging, with all of them
 */
public record Differences(
        List<DifferentRow> missing,
        List<DifferentRow> extra,
        List<DifferentRow> different,
        @Nullable Long missingRows,
        @Nullable Long extraRows,
        @Nullable Long differentRows,
        @Nullable String file) {
    public static final int FIRST = 100;

    public Differences {
        missing = List.copyOf(missing);
        extra = List.copyOf(extra);
        different = List.copyOf(different);
    }

    public static Differences none() {
        return new Differences(List.of(), List.of(), List.of(), null, null, null, null);
    }

    /** All rows that differ; those listed where a report of an earlier version tells no more. */
    public long rows() {
        return all(missingRows, missing) + all(extraRows, extra) + all(differentRows, different);
    }

    private static long all(@Nullable Long rows, List<DifferentRow> first) {
        return rows == null ? first.size() : rows;
    }
}
