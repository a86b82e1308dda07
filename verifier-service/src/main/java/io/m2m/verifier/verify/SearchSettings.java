package io.m2m.verifier.verify;

import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about level {@code search}.
 *
 * @param queries vectors that are searched for
 * @param k how many of the nearest rows are compared for each
 * @param minRecall smallest share of them that will do; absent when any will
 */
public record SearchSettings(int queries, int k, @Nullable Double minRecall) {}
