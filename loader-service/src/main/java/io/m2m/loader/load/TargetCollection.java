package io.m2m.loader.load;

import java.util.List;

/**
 * A collection as the server describes it.
 *
 * @param name its own name, also when it was asked for by an alias
 * @param id given by the server: another one after the collection was dropped and made again
 * @param dynamic whether it takes fields outside of its schema
 */
public record TargetCollection(String name, String id, String description, List<Field> fields, boolean dynamic) {
    public TargetCollection {
        fields = List.copyOf(fields);
    }

    /**
     * @param type the server's word, such as Int64 or FloatVector
     * @param dim of a vector, otherwise 0
     */
    public record Field(String name, String type, boolean primaryKey, boolean autoId, int dim) {}
}
