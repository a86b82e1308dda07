package io.m2m.loader.load;

import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A collection that this migration made or took up, kept in staging. Without it, what the collection holds is not known to have
 * been imported from this staging.
 *
 * @param rowsBefore what a collection of somebody else held before rows were appended, by partition of the target
 */
record PreparedCollection(String collectionId, Map<String, Long> rowsBefore) {
    PreparedCollection {
        rowsBefore = Map.copyOf(rowsBefore);
    }

    static Optional<PreparedCollection> read(
            Documents documents, String migration, String source, TargetCollection there) throws IOException {
        return documents
                .read(StagingLayout.prepared(migration, source), PreparedCollection.class)
                .filter(prepared -> prepared.collectionId().equals(there.id()));
    }

    void write(Documents documents, String migration, String source) throws IOException {
        documents.write(StagingLayout.prepared(migration, source), this);
    }
}
