package io.m2m.common.config;

import io.m2m.common.message.Level;

/**
 * {@code verify.*}.
 *
 * @param sample rows whose vectors are compared at level {@code sample}
 */
public record VerifyConfig(Level level, int sample) {
    public VerifyConfig {
        Checks.positive("sample", sample);
    }
}
