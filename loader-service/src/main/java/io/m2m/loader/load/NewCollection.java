package io.m2m.loader.load;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.VectorType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A collection to be made: an int64 primary key that keeps its ids, a vector, nothing else.
 *
 * @param description says whose it is
 * @param shards absent for the server's default
 */
public record NewCollection(
        String name,
        String description,
        String idField,
        String vectorField,
        VectorType vectorType,
        int dim,
        @Nullable Integer shards) {
    private static final String INT64 = "Int64";

    static NewCollection of(String migration, CollectionPlan plan, Milvus2xConfig config) {
        return new NewCollection(
                plan.target(),
                mark(migration, plan.source()),
                config.idField(),
                config.vectorField(),
                plan.vectorType(),
                plan.dim(),
                config.shards());
    }

    /** The description by which a migration knows the collections it made. */
    private static String mark(String migration, String source) {
        return "m2m " + migration + " source " + source;
    }

    boolean made(TargetCollection there) {
        return there.description().equals(description);
    }

    /** What of a collection does not let this one's rows in, as part of a sentence. */
    Optional<String> misfit(TargetCollection there) {
        String vector = vectorType == VectorType.FLOAT ? "FloatVector" : "BinaryVector";
        List<TargetCollection.Field> wanted = List.of(
                new TargetCollection.Field(idField, INT64, true, false, 0),
                new TargetCollection.Field(vectorField, vector, false, false, dim));
        for (TargetCollection.Field field : wanted) {
            if (!there.fields().contains(field)) {
                return Optional.of("it has no " + words(field));
            }
        }
        if (there.fields().size() > wanted.size()) {
            return Optional.of("it has fields beside " + idField + " and " + vectorField);
        }
        return there.dynamic() ? Optional.of("its dynamic field is on") : Optional.empty();
    }

    private static String words(TargetCollection.Field field) {
        return field.primaryKey()
                ? "primary key " + field.name() + " of type " + field.type() + " without autoID"
                : "field " + field.name() + " of type " + field.type() + " and dimension " + field.dim();
    }
}
