package io.m2m.common.config;

import io.m2m.common.message.Level;
import org.jspecify.annotations.Nullable;

/**
 * {@code verify.*}.
 *
 * @param sample rows whose vectors are compared at level {@code sample}
 * @param queries vectors that are searched for at level {@code search}
 * @param topK how many of the nearest rows are compared for each
 * @param minRecall a smaller share of them found is a difference; absent when it is only reported
 */
public record VerifyConfig(
        Level level,
        int sample,
        int queries,
        int topK,
        @Nullable Double minRecall) {
    public VerifyConfig {
        Checks.positive("sample", sample);
        Checks.positive("queries", queries);
        Checks.positive("topK", topK);
    }
}
