package io.m2m.verifier.verify;

import java.util.Map;
import java.util.Set;

/**
 * What an index is known to do, by its name in Milvus 2.x.
 *
 * @param name empty when there is none
 */
record IndexType(String name) {
    private static final Set<String> EXHAUSTIVE = Set.of("FLAT", "BIN_FLAT");
    private static final Set<String> WITH_WHOLE_VECTORS =
            Set.of("FLAT", "BIN_FLAT", "IVF_FLAT", "BIN_IVF_FLAT", "HNSW");
    /** Lists, or candidates, that a search looks through: what users begin with when results matter more than speed. */
    private static final int BREADTH = 64;

    private static final int DISK_BREADTH = 100;

    /** Whether a search looks at every row, so that it finds the nearest ones. */
    boolean exhaustive() {
        return EXHAUSTIVE.contains(name);
    }

    /** Whether scores are computed from the vectors themselves, not from compressed ones. */
    boolean keepsVectors() {
        return WITH_WHOLE_VECTORS.contains(name);
    }

    /** What a search is given, by the server's names; nothing for an index that takes none or is not known. */
    Map<String, Integer> parameters(int k) {
        return switch (name) {
            case "IVF_FLAT", "IVF_SQ8", "IVF_PQ", "BIN_IVF_FLAT", "SCANN" -> Map.of("nprobe", BREADTH);
            case "HNSW" -> Map.of("ef", Math.max(BREADTH, k));
            case "DISKANN" -> Map.of("search_list", Math.max(DISK_BREADTH, k));
            case "ANNOY" -> Map.of("search_k", BREADTH * k);
            default -> Map.of();
        };
    }
}
