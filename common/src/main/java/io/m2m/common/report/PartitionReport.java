package io.m2m.common.report;

import org.jspecify.annotations.Nullable;

/**
 * One partition.
 *
 * @param source 1.x tag, empty for the collection's own rows
 * @param target partition on the target
 * @param targetRows absent when the run did not ask the target
 */
public record PartitionReport(
        String source,
        String target,
        long liveRows,
        @Nullable Long targetRows,
        FingerprintPair fingerprint) {}
