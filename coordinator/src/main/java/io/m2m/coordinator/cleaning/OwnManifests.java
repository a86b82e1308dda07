package io.m2m.coordinator.cleaning;

import io.m2m.common.model.Manifest;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.staging.UnreadableDocumentException;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The manifests of one migration, those of tasks that are in no plan any more included. Others', whatever is no manifest of m2m's, and
 * copies that lie elsewhere are none of it.
 */
final class OwnManifests {
    private final ObjectStore staging;
    private final Documents documents;
    private final String migration;

    OwnManifests(ObjectStore staging, Documents documents, String migration) {
        this.staging = staging;
        this.documents = documents;
        this.migration = migration;
    }

    /** What is done with each. */
    interface Use {
        void of(Manifest manifest) throws IOException;
    }

    Optional<Manifest> at(String key) throws IOException {
        try {
            return documents.read(key, Manifest.class).filter(manifest -> isOwn(manifest, key));
        } catch (UnreadableDocumentException foreign) {
            return Optional.empty();
        }
    }

    private boolean isOwn(Manifest manifest, String key) {
        return migration.equals(manifest.migration())
                && key.equals(StagingLayout.manifest(manifest.collection(), manifest.partition(), manifest.task()));
    }

    /** Keys of all manifests that begin with the prefix, whosever they are; close the stream. */
    Stream<String> keys(String prefix) throws IOException {
        return staging.list(prefix).map(ObjectInfo::key).filter(StagingLayout::isManifest);
    }

    /**
     * Each one stays one behind the listing: a local folder cannot lose files while it is listed itself.
     *
     * @param prefix of the manifests' keys
     * @param use may remove what lies in the manifest's folder
     */
    void each(String prefix, Use use) throws IOException {
        Optional<Manifest> passed = Optional.empty();
        try (Stream<String> keys = keys(prefix)) {
            for (String key : (Iterable<String>) keys::iterator) {
                use(passed, use);
                passed = at(key);
            }
        }
        use(passed, use);
    }

    private static void use(Optional<Manifest> manifest, Use use) throws IOException {
        if (manifest.isPresent()) {
            use.of(manifest.get());
        }
    }
}
