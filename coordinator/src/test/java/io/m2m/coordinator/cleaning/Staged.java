package io.m2m.coordinator.cleaning;

import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Metric;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import io.m2m.common.report.CollectionReport;
import io.m2m.common.report.Differences;
import io.m2m.common.report.FingerprintPair;
import io.m2m.common.report.Report;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import io.m2m.coordinator.plan.PlanAppendix;
import io.m2m.coordinator.plan.RefusedCollection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What migrations leave in a staging folder, object by object. */
final class Staged {
    static final String MIGRATION = "m-1";

    final ObjectStore store;
    final Documents documents;
    private final Map<String, List<String>> tasks = new TreeMap<>();

    Staged(Path folder) {
        store = new LocalObjectStore(folder);
        documents = new JsonDocuments(store, Json.mapper());
    }

    /** Dumped, imported and verified, each task of two files. */
    Staged collection(String name, String... dumped) throws IOException {
        tasks.put(name, List.of(dumped));
        for (String task : dumped) {
            task(MIGRATION, name, task);
            put(StagingLayout.outcome(MIGRATION, task));
            put(StagingLayout.importRecord(MIGRATION, task));
        }
        put(StagingLayout.prepared(MIGRATION, name));
        put(StagingLayout.loaded(MIGRATION, name));
        put(StagingLayout.inspection(MIGRATION, name));
        put(StagingLayout.conclusion(MIGRATION, name));
        put(StagingLayout.copies(MIGRATION, name));
        put(StagingLayout.keptCopies(MIGRATION, name));
        return this;
    }

    /** Two files and their manifest. */
    Staged task(String migration, String collection, String task) throws IOException {
        String folder = StagingLayout.taskFolder(collection, "_default", task);
        put(folder + "id.npy");
        put(folder + "data.npy");
        documents.write(folder + "manifest.json", manifest(migration, collection, task));
        return this;
    }

    static Manifest manifest(String migration, String collection, String task) {
        Manifest.StagedFile file = new Manifest.StagedFile(4, "00000000", "<i8", List.of(3L));
        return new Manifest(
                Manifest.SCHEMA,
                migration,
                collection,
                "_default",
                task,
                "1",
                List.of(),
                3,
                "1",
                "3",
                "",
                "",
                0,
                null,
                Map.of("id.npy", file, "data.npy", file));
    }

    /** Writes the plan of the collections so far. */
    Staged planned(String... refused) throws IOException {
        List<CollectionPlan> plans = new ArrayList<>();
        try (Documents.LineWriter lines = documents.writeLines(StagingLayout.tasks(MIGRATION))) {
            for (Map.Entry<String, List<String>> collection : tasks.entrySet()) {
                String name = collection.getKey();
                plans.add(plan(name, collection.getValue().size()));
                for (String task : collection.getValue()) {
                    lines.write(line(name, task));
                }
            }
            lines.commit();
        }
        documents.write(
                StagingLayout.memory(MIGRATION) + "appendix.json",
                new PlanAppendix(
                        Stream.of(refused)
                                .map(name -> new RefusedCollection(plan(name, 0), "it is odd"))
                                .toList(),
                        Map.of(),
                        Map.of(),
                        List.of()));
        documents.write(StagingLayout.plan(MIGRATION), new MigrationPlan(MigrationPlan.SCHEMA, MIGRATION, "1", plans));
        return this;
    }

    /** A task that was imported and is in no plan any more. */
    Staged outdated(String collection, String task) throws IOException {
        try (Documents.LineWriter lines = documents.writeLines(StagingLayout.memory(MIGRATION) + "outdated.jsonl")) {
            lines.write(line(collection, task));
            lines.commit();
        }
        return this;
    }

    private static DumpPlan line(String collection, String task) {
        return new DumpPlan(task, collection, "_default", VectorType.FLOAT, 2, 3, 48, List.of());
    }

    private static CollectionPlan plan(String name, int tasks) {
        return new CollectionPlan(
                name,
                name,
                VectorType.FLOAT,
                2,
                Metric.L2,
                new SourceIndex("FLAT", Map.of()),
                List.of(new PartitionPlan("_default", "_default")),
                tasks,
                3L * tasks,
                48L * tasks,
                List.of(),
                List.of(),
                null);
    }

    /** The report of a run of these collections. */
    Staged report(String migration, Verdict verdict, String... collections) throws IOException {
        documents.write(
                StagingLayout.REPORT,
                new Report(
                        Report.SCHEMA,
                        migration,
                        verdict,
                        "full",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Stream.of(collections)
                                .map(name -> report(name, verdict))
                                .toList(),
                        List.of(),
                        null,
                        null));
        return this;
    }

    private static CollectionReport report(String name, Verdict verdict) {
        FingerprintPair none = new FingerprintPair("0".repeat(32), "0".repeat(32));
        return new CollectionReport(
                name,
                name,
                VectorType.FLOAT,
                2,
                Metric.L2,
                verdict,
                3,
                0,
                3,
                3L,
                none,
                none,
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                0,
                null,
                0,
                null,
                Differences.none(),
                null,
                null);
    }

    /** An object of four bytes. */
    Staged put(String key) throws IOException {
        try (ObjectWriter writer = store.create(key)) {
            writer.write(new byte[] {1, 2, 3, 4});
            writer.commit();
        }
        return this;
    }

    List<String> keys() throws IOException {
        try (Stream<ObjectInfo> objects = store.list("")) {
            return objects.map(ObjectInfo::key).sorted().toList();
        }
    }
}
