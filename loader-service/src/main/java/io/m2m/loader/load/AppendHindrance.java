package io.m2m.loader.load;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.schema.IndexMapping;
import io.m2m.common.schema.TargetIndex;
import io.m2m.common.staging.Documents;
import java.util.Optional;
import java.util.function.Function;

/** What of somebody's collection keeps a migration's rows out though its fields fit, as part of a sentence with what to do. */
record AppendHindrance(
        TargetServer server, Milvus2xConfig config, Documents documents, String migration, CollectionPlan plan)
        implements Function<TargetCollection, Optional<String>> {
    @Override
    public Optional<String> apply(TargetCollection there) {
        return index(there).or(() -> rows(there));
    }

    /** Somebody's index is not dropped, and one that is not as it was in the source is no migration. */
    private Optional<String> index(TargetCollection there) {
        TargetIndex wanted = IndexMapping.of(plan, config.index(), server.version());
        return server.index(there.name(), config.vectorField())
                .filter(found -> !found.is(wanted))
                .map(found -> "its index is " + found.words() + " instead of " + wanted.words()
                        + "; drop the index, name it by target.milvus2x.index, or choose another name by"
                        + " target.milvus2x.rename");
    }

    /** Where two rows have the same id a query shows one of them, and nobody can tell any more whose it was. */
    private Optional<String> rows(TargetCollection there) {
        long foreign =
                PreparedCollection.is(documents, migration, plan.source(), there) ? 0 : server.heldRows(there.name());
        return foreign == 0
                ? Optional.empty()
                : Optional.of("it holds " + foreign
                        + " rows that this migration did not import, and a row of the same id would hide one of them;"
                        + " empty or drop the collection, or choose another name by target.milvus2x.rename");
    }
}
