package io.m2m.common.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * The index a 1.x collection declared.
 *
 * @param type 1.x name: FLAT, IVF_FLAT, IVF_SQ8, NSG, IVF_SQ8H, IVF_PQ, SPTAG_KDT, SPTAG_BKT, BIN_FLAT, BIN_IVF_FLAT, HNSW,
 *     ANNOY
 * @param params {@code Tables.index_params} as read, for example {@code nlist}; empty when there were none
 */
public record SourceIndex(String type, Map<String, String> params) {
    public SourceIndex {
        params = java.util.Collections.unmodifiableMap(new TreeMap<>(params == null ? Map.of() : params));
    }

    /** What metadata without an index means: brute force with the stored metric. */
    public static SourceIndex bruteForce(VectorType vectorType) {
        return new SourceIndex(vectorType == VectorType.FLOAT ? "FLAT" : "BIN_FLAT", Map.of());
    }
}
