package io.m2m.coordinator.cleaning;

import io.m2m.common.message.Verdict;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.report.Report;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Removes one migration's objects from staging: the files its manifests name, the manifests, and what m2m remembered. The
 * report stays, and so do the lists that it speaks of: of rows left out, and of ids of which every copy was kept. Whatever else
 * lies there is left alone.
 */
public final class CleanStaging {
    private final ObjectStore staging;
    private final Documents documents;
    private final String migration;

    public CleanStaging(ObjectStore staging, Documents documents, String migration) {
        this.staging = staging;
        this.documents = documents;
        this.migration = migration;
    }

    /**
     * @param force also without a report that says VERIFIED
     * @throws ProblemException CONFIGURATION when the migration is not VERIFIED and this is not forced
     */
    public Cleaned clean(boolean force) throws IOException {
        if (!force) {
            requireVerified();
        }
        Cleaned cleaned = new Cleaned(0, 0);
        for (String key : dataFiles()) {
            cleaned = remove(key, cleaned);
        }
        // The plan goes last: it is what a clean that was cut short continues from.
        for (String key : memory()) {
            cleaned = remove(key, cleaned);
        }
        return cleaned;
    }

    private void requireVerified() throws IOException {
        Optional<Report> report = documents.read(StagingLayout.REPORT, Report.class);
        boolean verified = report.filter(last -> last.migration().equals(migration))
                .map(Report::verdict)
                .filter(Verdict.VERIFIED::equals)
                .isPresent();
        if (!verified) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "nothing is removed from " + staging.location() + ": its report does not say that migration "
                            + migration + " is VERIFIED; run m2m verify first, or clean with --force");
        }
    }

    private List<String> dataFiles() throws IOException {
        List<String> keys = new ArrayList<>();
        try (Stream<DumpPlan> tasks = documents.readLines(StagingLayout.tasks(migration), DumpPlan.class)) {
            for (DumpPlan task : (Iterable<DumpPlan>) tasks::iterator) {
                String manifest = StagingLayout.manifest(task.collection(), task.partition(), task.task());
                Optional<Manifest> known = documents.read(manifest, Manifest.class);
                if (known.isPresent() && known.get().migration().equals(migration)) {
                    String folder = StagingLayout.taskFolder(task.collection(), task.partition(), task.task());
                    known.get().files().keySet().forEach(name -> keys.add(folder + name));
                    keys.add(manifest);
                }
            }
        }
        return keys;
    }

    private List<String> memory() throws IOException {
        String plan = StagingLayout.plan(migration);
        String tasks = StagingLayout.tasks(migration);
        try (Stream<ObjectInfo> objects = staging.list(StagingLayout.memory(migration))) {
            List<String> keys = new ArrayList<>(objects.map(ObjectInfo::key)
                    .filter(key -> !key.equals(plan) && !key.equals(tasks))
                    .filter(key -> !key.startsWith(StagingLayout.leftOut(migration)))
                    .filter(key -> !key.startsWith(StagingLayout.keptCopies(migration)))
                    .toList());
            keys.add(tasks);
            keys.add(plan);
            return keys;
        }
    }

    private Cleaned remove(String key, Cleaned cleaned) throws IOException {
        Optional<ObjectInfo> object = staging.stat(key);
        if (object.isEmpty()) {
            return cleaned;
        }
        staging.delete(key);
        return cleaned.plus(object.get().bytes());
    }
}
