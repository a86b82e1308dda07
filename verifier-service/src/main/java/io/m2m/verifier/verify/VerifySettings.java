package io.m2m.verifier.verify;

import io.m2m.common.config.IndexChoice;

/**
 * What the configuration says about comparing.
 *
 * @param index which index the target was to get
 * @param sample rows whose vectors are compared at level {@code sample}
 * @param rowsPerRange rows that are read back in one task, about
 */
public record VerifySettings(
        String idField, String vectorField, IndexChoice index, int sample, long rowsPerRange, SearchSettings search) {}
