package io.m2m.coordinator.catalog;

import io.m2m.common.model.VectorType;
import java.util.Map;

/** {@code engine_type}: the index a collection declared. */
final class EngineType {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            // No index, in metadata that does not tell one.
            Map.entry(0, "FLAT"),
            Map.entry(1, "FLAT"),
            Map.entry(2, "IVF_FLAT"),
            Map.entry(3, "IVF_SQ8"),
            Map.entry(4, "NSG"),
            Map.entry(5, "IVF_SQ8H"),
            Map.entry(6, "IVF_PQ"),
            Map.entry(7, "SPTAG_KDT"),
            Map.entry(8, "SPTAG_BKT"),
            Map.entry(9, "BIN_FLAT"),
            Map.entry(10, "BIN_IVF_FLAT"),
            Map.entry(11, "HNSW"),
            Map.entry(12, "ANNOY"));

    private EngineType() {}

    /** The name; dropping an index can leave a float type on binary data, which then means brute force. */
    static String name(int code, VectorType vectorType) {
        String name = NAMES.getOrDefault(code, "of type " + code);
        boolean binary = name.startsWith("BIN_");
        if (vectorType == VectorType.BINARY) {
            return binary ? name : "BIN_FLAT";
        }
        return binary ? "FLAT" : name;
    }
}
