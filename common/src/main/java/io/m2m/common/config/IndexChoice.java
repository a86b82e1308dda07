package io.m2m.common.config;

import java.util.Map;
import java.util.TreeMap;

/** {@code target.milvus2x.index}: which index the target gets. */
public sealed interface IndexChoice {
    /** {@code source}: the one nearest to what 1.x declared. */
    record FromSource() implements IndexChoice {}

    /** {@code none}: brute force only, enough to verify. */
    record BruteForce() implements IndexChoice {}

    /**
     * One type for all collections.
     *
     * @param type Milvus 2.x name, upper case
     * @param params as the server takes them, for example {@code nlist}
     */
    record Named(String type, Map<String, String> params) implements IndexChoice {
        public Named {
            params = java.util.Collections.unmodifiableMap(new TreeMap<>(params));
        }
    }
}
