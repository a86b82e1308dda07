package io.m2m.loader.load;

import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Metric;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.OutdatedImport;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.model.VectorType;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.Documents.LineWriter;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.LocalObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Staging of a migration as the dump leaves it, in a folder. */
public final class StagedMigration {
    public static final String MIGRATION = "m-0123456789abcdef";

    private final Path folder;
    private final LocalObjectStore store;
    private final Documents documents;
    private final List<CollectionPlan> collections = new ArrayList<>();
    private final List<DumpPlan> tasks = new ArrayList<>();
    private long nextId = 1;

    public StagedMigration(Path folder) {
        this.folder = folder;
        this.store = new LocalObjectStore(folder);
        this.documents = new JsonDocuments(store, Json.mapper());
    }

    public LocalObjectStore store() {
        return store;
    }

    public Documents documents() {
        return documents;
    }

    public CollectionPlan collection(
            String source, String target, Metric metric, int dim, SourceIndex index, String... tags)
            throws IOException {
        List<PartitionPlan> partitions = new ArrayList<>();
        partitions.add(new PartitionPlan("_default", "_default"));
        for (String tag : tags) {
            partitions.add(new PartitionPlan(tag, tag.replace('-', '_')));
        }
        CollectionPlan plan = new CollectionPlan(
                source, target, metric.vectorType(), dim, metric, index, partitions, 0, 0, 0, List.of(), List.of());
        collections.removeIf(older -> older.source().equals(source));
        collections.add(plan);
        write();
        return plan;
    }

    /** The same collection planned once more, when its source is not what was imported any more. */
    void changed(CollectionPlan plan, OutdatedImport older) throws IOException {
        collections.replaceAll(each -> each.source().equals(plan.source()) ? plan.keptOut(older) : each);
        write();
    }

    /** Writes a task's files, manifest and outcome; without rows there is only the outcome. */
    public void task(CollectionPlan plan, String tag, String name, int rows) throws IOException {
        tasks.add(new DumpPlan(name, plan.source(), tag, plan.vectorType(), plan.dim(), rows, 0, List.of()));
        dump(plan, tag, name, rows, "00000001");
        write();
    }

    /** A task that is not dumped. */
    void planned(DumpPlan task) throws IOException {
        tasks.add(task);
        write();
    }

    /** The files of a task, dumped once more with other content. */
    void dumpAgain(CollectionPlan plan, String tag, String name, int rows) throws IOException {
        dump(plan, tag, name, rows, "00000002");
    }

    private void dump(CollectionPlan plan, String tag, String name, int rows, String crc) throws IOException {
        if (rows > 0) {
            Path task = folder.resolve(StagingLayout.taskFolder(plan.source(), tag, name));
            if (plan.vectorType() == VectorType.FLOAT) {
                NumpyFiles.floats(task, nextId, rows, plan.dim());
            } else {
                NumpyFiles.bits(task, nextId, rows, plan.dim());
            }
            nextId += rows;
        }
        Map<String, Manifest.StagedFile> files = rows == 0
                ? Map.of()
                : Map.of(
                        "id.npy", new Manifest.StagedFile(128 + 8L * rows, crc, "<i8", List.of((long) rows)),
                        "data.npy",
                                new Manifest.StagedFile(
                                        128 + (long) plan.vectorType().rowBytes(plan.dim()) * rows,
                                        crc,
                                        plan.vectorType().dtype(),
                                        List.of((long) rows, (long) plan.dim())));
        Manifest manifest = new Manifest(
                Manifest.SCHEMA,
                MIGRATION,
                plan.source(),
                tag,
                name,
                "test",
                List.of(),
                rows,
                null,
                null,
                "f",
                "i",
                0,
                null,
                files);
        documents.write(
                StagingLayout.outcome(MIGRATION, name), new TaskOutcome(manifest, List.of(), List.of(), List.of()));
        String key = StagingLayout.manifest(plan.source(), tag, name);
        if (rows > 0) {
            documents.write(key, manifest);
        } else {
            store.delete(key);
        }
    }

    /** Loses what is remembered of a task's import. */
    public void forgetImport(String task) throws IOException {
        Files.deleteIfExists(folder.resolve(StagingLayout.importRecord(MIGRATION, task)));
    }

    /** Cuts a staged file short. */
    public void damage(CollectionPlan plan, String tag, String task) throws IOException {
        Path file = folder.resolve(StagingLayout.taskFolder(plan.source(), tag, task) + "data.npy");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    }

    private void write() throws IOException {
        documents.write(StagingLayout.plan(MIGRATION), plan());
        try (LineWriter lines = documents.writeLines(StagingLayout.tasks(MIGRATION))) {
            for (DumpPlan task : tasks) {
                lines.write(task);
            }
            lines.commit();
        }
    }

    public MigrationPlan plan() {
        return new MigrationPlan(MigrationPlan.SCHEMA, MIGRATION, "test", collections);
    }
}
