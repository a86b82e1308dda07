package io.m2m.common.report;

import java.util.List;

/**
 * Live rows that a policy left out.
 *
 * @param policy the configuration's key and value
 * @param rows how many
 * @param first the first {@link Differences#FIRST} of them
 * @param file of staging, with all of them
 */
public record LeftOut(String policy, long rows, List<DifferentRow> first, String file) {
    public LeftOut {
        first = List.copyOf(first);
    }
}
