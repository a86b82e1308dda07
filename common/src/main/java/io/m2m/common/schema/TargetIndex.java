package io.m2m.common.schema;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The index of a collection on the target.
 *
 * @param type Milvus 2.x name, for example IVF_FLAT
 * @param metric Milvus 2.x name, for example L2
 * @param params as the server takes them, for example {@code nlist}
 * @param notes one sentence for each thing that is not as 1.x had it
 */
public record TargetIndex(String type, String metric, Map<String, String> params, List<String> notes) {
    public TargetIndex {
        params = java.util.Collections.unmodifiableMap(new TreeMap<>(params));
        notes = List.copyOf(notes);
    }

    /** For a sentence. */
    public String words() {
        return type + " with metric " + metric + (params.isEmpty() ? "" : " and " + params);
    }
}
