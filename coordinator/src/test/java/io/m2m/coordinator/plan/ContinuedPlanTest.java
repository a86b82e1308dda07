package io.m2m.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.m2m.common.config.DumperConfig;
import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Manifest.DumpedSegment;
import io.m2m.common.model.Metric;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.OutdatedImport;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.SourceFile;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.model.VectorType;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.LocalObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever changes between two runs, no row that is on the target gets a second task. */
class ContinuedPlanTest {
    private static final String MIGRATION = "m-1";
    private static final long MIB = 1 << 20;
    private static final String COLLECTION_ID = "4711";
    private static final Instant BEFORE = Instant.parse("2024-02-29T12:00:00Z");

    @TempDir
    Path folder;

    private Documents documents;

    @BeforeEach
    void stage() {
        documents = new JsonDocuments(new LocalObjectStore(folder), Json.mapper());
    }

    @Test
    void aSegmentRepairedAfterItsGroupWasImportedGetsATaskOfItsOwn() throws IOException {
        DumpPlan first = onlyTask(plan(limits(MIB, 1000), segment("1", BEFORE), segment("2", BEFORE)));
        imported(first, List.of("1"));

        PlannedMigration again = plan(limits(MIB, 1000), segment("1", BEFORE), segment("2", BEFORE.plusSeconds(60)));

        assertThat(again.tasks()).hasSize(2);
        assertThat(again.tasks().get(0).task()).isEqualTo(first.task());
        assertThat(segments(again.tasks().get(0))).containsExactly("1");
        assertThat(segments(again.tasks().get(1))).containsExactly("2");
        assertThat(again.plan().collection("c").tasks()).isEqualTo(2);
    }

    @Test
    void aSegmentThatThePlanItselfHadSetAsideJoinsNoImportedGroup() throws IOException {
        DumpPlan first = onlyTask(plan(limits(MIB, 1000), segment("1", BEFORE), segment("3", BEFORE)));
        imported(first, List.of("1", "3"));

        PlannedMigration again =
                plan(limits(MIB, 1000), segment("1", BEFORE), segment("2", BEFORE), segment("3", BEFORE));

        assertThat(again.tasks())
                .extracting(ContinuedPlanTest::segments)
                .containsExactly(List.of("1", "3"), List.of("2"));
        assertThat(again.tasks().get(0)).isEqualTo(first);
    }

    @Test
    void otherLimitsChangeNothingOfWhatIsImported() throws IOException {
        DumpPlan group = onlyTask(plan(limits(MIB, 1000), segment("1", BEFORE), segment("2", BEFORE)));
        imported(group, List.of("1", "2"));

        assertThat(plan(limits(MIB, 0), segment("1", BEFORE), segment("2", BEFORE))
                        .tasks())
                .containsExactly(group);
    }

    @Test
    void theRowsBetweenImportedSlicesAreCutAnew() throws IOException {
        List<DumpPlan> slices = plan(limits(256, 0), segment("1", BEFORE)).tasks();
        assertThat(slices).hasSizeGreaterThan(2);
        DumpPlan second = slices.get(1);
        imported(second, List.of("1"));

        List<DumpPlan> again = plan(limits(MIB, 0), segment("1", BEFORE)).tasks();

        SegmentSlice kept = second.segments().getFirst();
        long end = kept.firstRow() + kept.rows();
        assertThat(again.getFirst()).isEqualTo(second);
        assertThat(again)
                .extracting(task -> task.segments().getFirst().firstRow(), DumpPlan::rows)
                .containsExactly(
                        tuple(kept.firstRow(), kept.rows()), tuple(0L, kept.firstRow()), tuple(end, 100 - end));
    }

    @Test
    void whatIsOnlyDumpedIsCutByTheNewLimits() throws IOException {
        DumpPlan group = onlyTask(plan(limits(MIB, 1000), segment("1", BEFORE), segment("2", BEFORE)));
        outcome(group, List.of("1", "2"));

        assertThat(plan(limits(MIB, 0), segment("1", BEFORE), segment("2", BEFORE))
                        .tasks())
                .hasSize(2);
    }

    @Test
    void aSegmentThatChangedSinceItWasImportedKeepsAllOutOfThatCollection() throws IOException {
        imported(onlyTask(plan(limits(MIB, 1000), segment("1", BEFORE), segment("2", BEFORE))), List.of("1", "2"));

        PlannedMigration again = plan(limits(MIB, 1000), segment("1", BEFORE.plusSeconds(60)), segment("2", BEFORE));

        assertThat(outdated(again))
                .isEqualTo(new OutdatedImport(COLLECTION_ID, "segment 1 has changed since it was imported"));
        assertThat(again.tasks())
                .as("for a collection that is made anew")
                .extracting(ContinuedPlanTest::segments)
                .containsExactly(List.of("1", "2"));
    }

    @Test
    void soDoesOneThatIsMissing() throws IOException {
        imported(
                onlyTask(plan(limits(MIB, 1000), segment("1", BEFORE), segment("2", BEFORE), segment("3", BEFORE))),
                List.of("1", "2", "3"));

        PlannedMigration again = plan(limits(MIB, 1000), segment("2", BEFORE.plusSeconds(60)));

        assertThat(outdated(again))
                .isEqualTo(new OutdatedImport(
                        COLLECTION_ID,
                        "segment 2 has changed since it was imported, and segments 1, 3, which were imported, are"
                                + " missing or cannot be read any more"));
    }

    @Test
    void alsoWhenItsPartitionHasNoOther() throws IOException {
        imported(onlyTask(plan(limits(MIB, 1000), segment("1", BEFORE))), List.of("1"));

        assertThat(outdated(plan(limits(MIB, 1000)))).isNotNull();
    }

    @Test
    void ofVeryManySegmentsTheFirstAreNamed() throws IOException {
        SegmentSlice[] segments = IntStream.range(10, 35)
                .mapToObj(id -> segment(Integer.toString(id), BEFORE))
                .toArray(SegmentSlice[]::new);
        imported(
                onlyTask(plan(limits(MIB, 10_000), segments)),
                Stream.of(segments).map(SegmentSlice::segment).toList());

        assertThat(outdated(plan(limits(MIB, 10_000))).changes())
                .startsWith("segments 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 and 15 others, which were imported, are");
    }

    @Test
    void whatWentIntoACollectionThatWasMadeAnewSinceIsCutByTheNewLimits() throws IOException {
        imported(onlyTask(plan(limits(MIB, 1000), segment("1", BEFORE), segment("2", BEFORE))), List.of("1", "2"));
        documents.write(StagingLayout.prepared(MIGRATION, "c"), Map.of("collectionId", "of the new one"));

        PlannedMigration again = plan(limits(MIB, 0), segment("1", BEFORE), segment("2", BEFORE.plusSeconds(60)));

        assertThat(outdated(again)).isNull();
        assertThat(again.tasks()).hasSize(2);
    }

    private static @Nullable OutdatedImport outdated(PlannedMigration planned) {
        return planned.plan().collection("c").outdated();
    }

    @Test
    void knowsASegmentAgainOfWhichAnEarlierVersionsPlanDidNotTellTheRowsByMetadata() throws IOException {
        SegmentSlice now = segment("1", BEFORE);
        SegmentSlice untold = new SegmentSlice("1", "c/1", 0, 0, 100, 100, null, now.files());
        DumpPlan first = onlyTask(plan(limits(MIB, 1000), untold));
        imported(first, List.of("1"));

        PlannedMigration again = plan(limits(MIB, 1000), now);

        assertThat(again.tasks()).containsExactly(first);
        assertThat(again.plan().collection("c").notes()).isEmpty();
    }

    private PlannedMigration plan(DumperConfig limits, SegmentSlice... segments) throws IOException {
        List<DumpPlan> tasks = new TaskCutter(
                        MIGRATION, "c", VectorType.FLOAT, 2, limits.maxFileSize(), limits.minImportRows())
                .cut("p", List.of(segments));
        CollectionPlan collection = new CollectionPlan(
                "c",
                "c",
                VectorType.FLOAT,
                2,
                Metric.L2,
                SourceIndex.bruteForce(VectorType.FLOAT),
                List.of(new PartitionPlan("p", "p")),
                tasks.size(),
                0,
                0,
                List.of(),
                List.of());
        PlannedMigration fresh = new PlannedMigration(
                new MigrationPlan(MigrationPlan.SCHEMA, MIGRATION, "1", List.of(collection)),
                tasks,
                new PlanAppendix(List.of(), Map.of(), Map.of(), List.of()));
        Plans plans = new Plans(documents, MIGRATION);
        try (var earlier = plans.tasks()) {
            PlannedMigration planned = ContinuedPlan.of(
                            limits, fresh, new ImportedTasks(documents, MIGRATION).among(earlier))
                    .planned();
            plans.write(planned, source -> true);
            return planned;
        }
    }

    private void imported(DumpPlan task, List<String> written) throws IOException {
        outcome(task, written);
        documents.write(
                StagingLayout.importRecord(MIGRATION, task.task()),
                Map.of("collectionId", COLLECTION_ID, "state", "COMPLETED"));
    }

    /** What a dumper leaves: the segments it wrote, and the others as quarantined. */
    private void outcome(DumpPlan task, List<String> written) throws IOException {
        List<DumpedSegment> dumped = task.segments().stream()
                .filter(slice -> written.contains(slice.segment()))
                .map(slice -> new DumpedSegment(slice.segment(), slice.rows(), 0, slice.rows(), slice.files()))
                .toList();
        List<QuarantinedSegment> quarantined = task.segments().stream()
                .filter(slice -> !written.contains(slice.segment()))
                .map(slice -> new QuarantinedSegment(slice.segment(), "p", slice.rows(), "file", "damaged"))
                .toList();
        Manifest manifest = new Manifest(
                Manifest.SCHEMA,
                MIGRATION,
                "c",
                "p",
                task.task(),
                "1",
                dumped,
                1,
                "1",
                "1",
                "0",
                "0",
                0,
                null,
                Map.of());
        documents.write(
                StagingLayout.outcome(MIGRATION, task.task()),
                new TaskOutcome(manifest, quarantined, List.of(), List.of()));
    }

    private static DumperConfig limits(long maxFileSize, long minImportRows) {
        return new DumperConfig(1, 1024, 1024, maxFileSize, minImportRows);
    }

    private static DumpPlan onlyTask(PlannedMigration planned) {
        assertThat(planned.tasks()).hasSize(1);
        return planned.tasks().getFirst();
    }

    private static List<String> segments(DumpPlan task) {
        return task.segments().stream().map(SegmentSlice::segment).toList();
    }

    private static SegmentSlice segment(String id, Instant modified) {
        List<SourceFile> files = List.of(
                new SourceFile(id + ".rv", 808, modified),
                new SourceFile(id + ".uid", 808, BEFORE),
                new SourceFile("deleted_docs", 8, BEFORE));
        return new SegmentSlice(id, "c/" + id, 0, 0, 100, 100, 90L, files);
    }
}
