package io.m2m.common.report;

import org.jspecify.annotations.Nullable;

/**
 * One row.
 *
 * @param id decimal text, because JSON numbers end at 2^53
 * @param partition source tag, {@code _default} for the collection's own rows; for an extra row the target's partition
 * @param segment where the source has it; absent when the source does not
 */
public record DifferentRow(
        String id, String partition, @Nullable String segment) {}
