package io.m2m.coordinator.report;

import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.DuplicateIds;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Manifest.DumpedSegment;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.RepeatedIds.Copy;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.model.TaskOutcome.SkippedRows;
import io.m2m.common.model.VectorType;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.coordinator.plan.PlanAppendix;
import io.m2m.coordinator.plan.RefusedCollection;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts into staging what planner and dumpers leave there. */
final class Evidence {
    private static final String NOTHING = "0".repeat(32);

    private final Documents documents;
    private final String migration;

    Evidence(Documents documents, String migration) {
        this.documents = documents;
        this.migration = migration;
    }

    Evidence plan(CollectionPlan... collections) throws IOException {
        documents.write(
                StagingLayout.plan(migration),
                new MigrationPlan(MigrationPlan.SCHEMA, migration, "1", List.of(collections)));
        return this;
    }

    void tasks(String collection, String... tasks) throws IOException {
        try (Documents.LineWriter lines = documents.writeLines(StagingLayout.tasks(migration))) {
            for (String task : tasks) {
                lines.write(new DumpPlan(task, collection, "_default", VectorType.FLOAT, 4, 1, 24, List.of()));
            }
            lines.commit();
        }
    }

    /** Live rows that were not written have been skipped. */
    void dumped(String task, String partition, long rows, long deleted, long written, String fingerprint)
            throws IOException {
        outcome(
                manifest(
                        task,
                        partition,
                        List.of(new DumpedSegment("100", rows, deleted, written, List.of())),
                        written,
                        fingerprint),
                List.of(),
                Collections.nCopies(Math.toIntExact(rows - deleted - written), "5"));
    }

    /** Live rows that were not written have a later copy. */
    void dumpedTheLastOfEach(String task, long rows, long written, Copy... copies) throws IOException {
        Manifest.LeftOut leftOut = new Manifest.LeftOut(DuplicateIds.KEEP_LAST, rows - written, "d");
        List<DumpedSegment> segments = List.of(new DumpedSegment("100", rows, 0, written, List.of()));
        outcome(manifest(task, "_default", segments, written, NOTHING, leftOut), List.of(), List.of());
        try (Documents.LineWriter lines = documents.writeLines(StagingLayout.copies(migration, "c"))) {
            for (Copy copy : copies) {
                lines.write(copy);
            }
            lines.commit();
        }
    }

    void dumpedWithout(String task, QuarantinedSegment segment) throws IOException {
        outcome(manifest(task, segment.partition(), List.of(), 0, NOTHING), List.of(segment), List.of());
    }

    void appendix(
            Map<String, String> shortfalls, Map<String, Long> counted, List<String> notes, List<CollectionPlan> refused)
            throws IOException {
        documents.write(
                StagingLayout.memory(migration) + "appendix.json",
                new PlanAppendix(
                        refused.stream()
                                .map(each -> new RefusedCollection(each, "it is odd"))
                                .toList(),
                        shortfalls,
                        counted,
                        notes));
    }

    private void outcome(Manifest manifest, List<QuarantinedSegment> quarantined, List<String> skipped)
            throws IOException {
        documents.write(
                StagingLayout.outcome(migration, manifest.task()),
                new TaskOutcome(manifest, quarantined, List.of(new SkippedRows("100", skipped)), List.of()));
    }

    private Manifest manifest(
            String task, String partition, List<DumpedSegment> segments, long rows, String fingerprint) {
        return manifest(task, partition, segments, rows, fingerprint, null);
    }

    private Manifest manifest(
            String task,
            String partition,
            List<DumpedSegment> segments,
            long rows,
            String fingerprint,
            Manifest.@Nullable LeftOut leftOut) {
        return new Manifest(
                Manifest.SCHEMA,
                migration,
                "c",
                partition,
                task,
                "1",
                segments,
                rows,
                null,
                null,
                fingerprint,
                NOTHING,
                0,
                leftOut,
                Map.of());
    }
}
