package io.m2m.loader.load;

import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A collection that this migration made, or found empty and took up, kept in staging. Without it, what the collection holds is
 * not known to have been imported from this staging.
 */
record PreparedCollection(String collectionId) {
    static boolean is(Documents documents, String migration, String source, TargetCollection there) {
        try {
            return documents
                    .read(StagingLayout.prepared(migration, source), PreparedCollection.class)
                    .filter(prepared -> prepared.collectionId().equals(there.id()))
                    .isPresent();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void write(Documents documents, String migration, String source) throws IOException {
        documents.write(StagingLayout.prepared(migration, source), this);
    }
}
