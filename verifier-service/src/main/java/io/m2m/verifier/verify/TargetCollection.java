package io.m2m.verifier.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A collection as the target describes it.
 *
 * @param index of the vector field; absent when it has none
 * @param loaded whether the rows of all its partitions can be queried
 */
public record TargetCollection(
        String name,
        List<Field> fields,
        List<String> partitions,
        @Nullable Index index,
        boolean loaded) {
    public TargetCollection {
        fields = List.copyOf(fields);
        partitions = List.copyOf(partitions);
    }

    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /**
     * @param type Milvus 2.x name, for example {@code Int64} or {@code FloatVector}
     * @param dim 0 for a field that is no vector
     */
    public record Field(String name, String type, boolean primaryKey, boolean autoId, int dim) {}

    /**
     * @param params as the server tells them, type and metric excepted
     * @param state {@code Finished} when it is built
     */
    public record Index(String type, String metric, Map<String, String> params, String state) {
        public Index {
            params = Map.copyOf(params);
        }
    }
}
