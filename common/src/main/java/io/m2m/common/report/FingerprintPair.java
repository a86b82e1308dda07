package io.m2m.common.report;

import org.jspecify.annotations.Nullable;

/**
 * Fingerprints of both sides, 32 hex digits each.
 *
 * @param source absent when nothing was dumped
 * @param target absent when the level did not read the rows of the target
 */
public record FingerprintPair(
        @Nullable String source, @Nullable String target) {}
