package io.m2m.common.config;

/**
 * {@code loader.*}.
 *
 * @param limit imports in flight in one loader
 */
public record LoaderConfig(int limit) {
    public LoaderConfig {
        Checks.positive("limit", limit);
    }
}
