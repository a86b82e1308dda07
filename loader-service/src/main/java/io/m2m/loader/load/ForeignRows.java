package io.m2m.loader.load;

import io.m2m.common.staging.Documents;
import java.util.function.ToLongFunction;

/** Counts the rows of a collection, by the server's metadata, that a migration did not bring there for one of its collections. */
record ForeignRows(TargetServer server, Documents documents, String migration, String source)
        implements ToLongFunction<TargetCollection> {
    @Override
    public long applyAsLong(TargetCollection there) {
        return PreparedCollection.is(documents, migration, source, there) ? 0 : held(server, there);
    }

    /** All of its rows. */
    static long held(TargetServer server, TargetCollection there) {
        return server.partitions(there.name()).stream()
                .mapToLong(partition -> server.heldRows(there.name(), partition))
                .sum();
    }
}
