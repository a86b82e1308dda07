package io.m2m.common.report;

import java.util.List;

/**
 * Ids that a collection holds more than once, every copy of which was migrated.
 *
 * @param ids how many
 * @param first the first {@link Differences#FIRST} of them, ascending
 * @param file of staging, with all of them
 */
public record KeptCopies(long ids, List<RepeatedId> first, String file) {
    public KeptCopies {
        first = List.copyOf(first);
    }
}
