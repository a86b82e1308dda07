package io.m2m.common.report;

import org.jspecify.annotations.Nullable;

/**
 * The index of one collection.
 *
 * @param source 1.x type
 * @param target 2.x type; absent when the target has none
 * @param state as the target tells it, {@code Finished} when it is built
 */
public record IndexReport(
        String source, @Nullable String target, @Nullable String state) {}
