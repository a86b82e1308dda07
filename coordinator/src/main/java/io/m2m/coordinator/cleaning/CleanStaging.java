package io.m2m.coordinator.cleaning;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.ProblemException;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.ObjectStore;
import io.m2m.coordinator.plan.Plans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Removes one migration's objects from staging: the files its manifests name, whether or not a plan still does, the manifests, and
 * what m2m remembered. The report stays, and so do the lists that it speaks of: of rows left out, and of ids of which every copy was
 * kept. Whatever else lies there is left alone, and so is what belongs to other collections than those of the configuration.
 */
public final class CleanStaging {
    private final ObjectStore staging;
    private final Documents documents;
    private final String migration;
    private final MigrationConfig config;
    private final Plans plans;
    private final OwnManifests manifests;

    /** @param config tells the collections to clean, and how a task's files are named */
    public CleanStaging(ObjectStore staging, Documents documents, String migration, MigrationConfig config) {
        this.staging = staging;
        this.documents = documents;
        this.migration = migration;
        this.config = config;
        this.plans = new Plans(documents, migration);
        this.manifests = new OwnManifests(staging, documents, migration);
    }

    /**
     * @param force also what no report calls VERIFIED
     * @throws ProblemException CONFIGURATION when something that would be removed is not VERIFIED and this is not forced
     */
    public Cleaned clean(boolean force) throws IOException {
        try {
            if (!force) {
                requireVerified();
            }
            Removal removal = new Removal(staging);
            if (config.collections().isEmpty()) {
                removeAll(removal);
            } else {
                remove(config.collections(), removal);
            }
            return removal.cleaned();
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private void requireVerified() throws IOException {
        Clearance clearance = new Clearance(documents, manifests, plans, migration, staging.location());
        if (config.collections().isEmpty()) {
            clearance.requireAll();
        } else {
            clearance.require(config.collections());
        }
    }

    private void removeAll(Removal removal) throws IOException {
        // First: a collection that is known as prepared is given again what no record says that it was given.
        removal.removeBelow(StagingLayout.prepared(migration));
        removePlanned(removal);
        removeStaged("", removal);
        removal.removeBelow(StagingLayout.memory(migration), this::isForgotten);
        removePlan(removal);
    }

    private boolean isForgotten(String key) {
        return !plans.keys().contains(key)
                && !key.startsWith(StagingLayout.leftOut(migration))
                && !key.startsWith(StagingLayout.keptCopies(migration));
    }

    private void remove(List<String> collections, Removal removal) throws IOException {
        for (String collection : collections) {
            removal.remove(StagingLayout.prepared(migration, collection));
        }
        removePlanned(removal);
        for (String collection : collections) {
            removeStaged(StagingLayout.collectionFolder(collection), removal);
            removal.remove(StagingLayout.loaded(migration, collection));
            removal.removeBelow(StagingLayout.verification(migration, collection));
        }
        if (!plans.leaveOut(config::selects)) {
            removePlan(removal);
        }
    }

    private void removePlanned(Removal removal) throws IOException {
        try (Stream<DumpPlan> planned = plans.tasks();
                Stream<DumpPlan> outdated = plans.outdated()) {
            for (DumpPlan task : (Iterable<DumpPlan>) Stream.concat(planned, outdated)::iterator) {
                if (config.selects(task.collection())) {
                    removePlanned(task, removal);
                }
            }
        }
    }

    /** A dump that was cut short has left files without a manifest. With one of somebody else's they are not this migration's. */
    private void removePlanned(DumpPlan task, Removal removal) throws IOException {
        String key = StagingLayout.manifest(task.collection(), task.partition(), task.task());
        Optional<Manifest> own = manifests.at(key);
        if (own.isPresent()) {
            remove(own.get(), removal);
        } else if (staging.stat(key).isEmpty()) {
            remove(task.collection(), task.partition(), task.task(), unfinished(), removal);
        }
    }

    private Set<String> unfinished() {
        Milvus2xConfig target = config.target().milvus2x();
        return Set.of(StagingLayout.file(target.idField()), StagingLayout.file(target.vectorField()));
    }

    /** What was dumped under an earlier plan. */
    private void removeStaged(String prefix, Removal removal) throws IOException {
        manifests.each(prefix, own -> remove(own, removal));
    }

    private void remove(Manifest own, Removal removal) throws IOException {
        remove(own.collection(), own.partition(), own.task(), own.files().keySet(), removal);
    }

    /** The manifest last: it is what tells that there is something to remove. */
    private void remove(String collection, String partition, String task, Set<String> files, Removal removal)
            throws IOException {
        String folder = StagingLayout.taskFolder(collection, partition, task);
        for (String file : files) {
            removal.remove(folder + file);
        }
        removal.remove(StagingLayout.importRecord(migration, task));
        removal.remove(StagingLayout.outcome(migration, task));
        removal.remove(StagingLayout.manifest(collection, partition, task));
    }

    /** Last: it is what a clean that was cut short continues from. */
    private void removePlan(Removal removal) throws IOException {
        for (String key : plans.keys()) {
            removal.remove(key);
        }
    }
}
