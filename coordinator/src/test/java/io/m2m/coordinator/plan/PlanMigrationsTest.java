package io.m2m.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.config.ConfigLoader;
import io.m2m.common.config.MigrationConfig;
import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.message.Command;
import io.m2m.common.message.Event;
import io.m2m.common.message.Event.MigrationPlanned;
import io.m2m.common.message.Event.PlannedCollection;
import io.m2m.common.message.Event.TaskPlanned;
import io.m2m.common.message.PlanTask.PlanMigration;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.metrics.Meters;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Manifest.DumpedSegment;
import io.m2m.common.model.OutdatedImport;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.coordinator.Genuine;
import io.m2m.coordinator.SourcePlanning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanMigrationsTest {
    private static final String MIGRATION = "m-1";
    private static final String COLLECTION_ID = "4711";

    @TempDir
    Path folder;

    private final List<Event> events = new ArrayList<>();
    private Genuine store;
    private Path file;
    private MigrationConfig config;
    private Planning planning;
    private Documents documents;
    private long run = 1;

    @BeforeEach
    void stage() throws IOException {
        store = Genuine.copy("codec_100", folder);
        file = Files.writeString(folder.resolve("migration.yaml"), """
                meta: {mode: sqlite, sqliteFile: %s}
                source: {mode: local, local: {tablesDir: %s}}
                target: {mode: local, local: {outputDir: %s}}
                """.formatted(
                        store.metadata(), store.tables(), folder.resolve("staging")));
        select("f_l2");
        documents = new JsonDocuments(new LocalObjectStore(folder.resolve("staging")), Json.mapper());
    }

    @Test
    void tellsEveryTaskWithItsLineBeforeThePlan() throws IOException {
        MigrationPlanned planned = (MigrationPlanned) plan(Command.DUMP);

        assertThat(planned.collections()).singleElement().satisfies(collection -> {
            assertThat(collection.source()).isEqualTo("f_l2");
            assertThat(collection.tasks()).isOne();
        });
        TaskPlanned task = task();
        DumpPlan line = documents.readLine(
                StagingLayout.tasks(MIGRATION),
                task.entry().offset(),
                task.entry().bytes(),
                DumpPlan.class);
        assertThat(line.task()).isEqualTo(task.task());
        assertThat(line.segments()).hasSize(2);
    }

    @Test
    void countsARepairedSegmentAsMissingUntilItIsDumped() throws IOException {
        plan(Command.MIGRATE);
        DumpPlan group = new Plans(documents, MIGRATION).tasks().toList().getFirst();
        importedWithoutItsLast(group);
        repair(group.segments().getLast());
        events.clear();
        run++;

        plan(Command.MIGRATE);

        assertThat(events)
                .extracting(event -> ((TaskPlanned) event).task())
                .hasSize(2)
                .contains(group.task());
        assertThat(documents.read(StagingLayout.outcome(MIGRATION, group.task()), TaskOutcome.class))
                .get()
                .satisfies(outcome -> assertThat(outcome.quarantined()).isEmpty());
        assertThatThrownBy(() -> plan(Command.LOAD))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        missing -> assertThat(missing.problem().kind()).isEqualTo(Problem.Kind.CONFIGURATION))
                .hasMessageContaining("run m2m dump");
    }

    /** Every run plans what it would import into a collection made anew, and the rows of the first are there all the while. */
    @Test
    void remembersFromRunToRunWhatIsOnTheTargetUntilTheSourceIsAsItWas() throws IOException {
        plan(Command.MIGRATE);
        DumpPlan group = new Plans(documents, MIGRATION).tasks().toList().getFirst();
        imported(group, 0);
        FileTime before = repair(group.segments().getFirst());

        for (int again = 0; again < 2; again++) {
            nextRun("f_l2");
            plan(Command.MIGRATE);
            assertThat(outdated()).isNotNull().satisfies(older -> {
                assertThat(older.collectionId()).isEqualTo(COLLECTION_ID);
                assertThat(older.changes())
                        .isEqualTo("segment " + group.segments().getFirst().segment()
                                + " has changed since it was imported");
            });
            assertThat(task().task()).isNotEqualTo(group.task());
            nextRun("b_jac");
            plan(Command.MIGRATE);
            assertThat(outdated()).isNotNull();
        }

        Files.setLastModifiedTime(vectors(group.segments().getFirst()), before);
        nextRun("f_l2");
        plan(Command.MIGRATE);
        assertThat(outdated()).isNull();
        assertThat(task().task()).isEqualTo(group.task());
    }

    /** Its tasks are under way by then: they find their lines where they were told, and their outcomes as they left them. */
    @Test
    void tellsTheSamePlanWhenARunIsAskedForItAgain() throws IOException {
        Event planned = plan(Command.MIGRATE);
        List<Event> told = List.copyOf(events);
        DumpPlan group = new Plans(documents, MIGRATION).tasks().toList().getFirst();
        importedWithoutItsLast(group);
        repair(group.segments().getLast());
        events.clear();

        assertThat(plan(Command.MIGRATE)).isEqualTo(planned);

        assertThat(events).isEqualTo(told);
        assertThat(new Plans(documents, MIGRATION).tasks()).containsExactly(group);
        assertThat(documents.read(StagingLayout.outcome(MIGRATION, group.task()), TaskOutcome.class))
                .get()
                .satisfies(outcome -> assertThat(outcome.quarantined()).hasSize(1));
    }

    @Test
    void whatARunDoesNotSelectStaysInThePlanAndIsNotToldOf() throws IOException {
        plan(Command.DUMP);
        DumpPlan earlier = new Plans(documents, MIGRATION).tasks().toList().getFirst();
        nextRun("b_jac");

        MigrationPlanned told = (MigrationPlanned) plan(Command.DUMP);

        assertThat(told.collections()).extracting(PlannedCollection::source).containsExactly("b_jac");
        DumpPlan own = documents.readLine(
                StagingLayout.tasks(MIGRATION),
                task().entry().offset(),
                task().entry().bytes(),
                DumpPlan.class);
        assertThat(own.collection()).isEqualTo("b_jac");
        assertThat(planned()).containsExactlyInAnyOrder("f_l2", "b_jac");
        assertThat(new Plans(documents, MIGRATION).tasks()).containsExactlyInAnyOrder(earlier, own);
        assertThat(new Plans(documents, MIGRATION).appendix().countedRows()).containsKeys("f_l2", "b_jac");
    }

    @Test
    void tellsTheSamePlanAgainAlsoWhereOthersStayInIt() throws IOException {
        plan(Command.DUMP);
        nextRun("b_jac");
        Event told = plan(Command.DUMP);
        List<Event> first = List.copyOf(events);
        List<DumpPlan> tasks = new Plans(documents, MIGRATION).tasks().toList();
        events.clear();

        assertThat(plan(Command.DUMP)).isEqualTo(told);

        assertThat(events).isEqualTo(first);
        assertThat(new Plans(documents, MIGRATION).tasks()).isEqualTo(tasks);
    }

    @Test
    void knowsWhatIsImportedOfACollectionThoughAnotherWasSelectedSince() throws IOException {
        plan(Command.MIGRATE);
        DumpPlan group = new Plans(documents, MIGRATION).tasks().toList().getFirst();
        importedWithoutItsLast(group);
        nextRun("b_jac");
        plan(Command.MIGRATE);
        repair(group.segments().getLast());
        nextRun("f_l2");

        plan(Command.MIGRATE);

        assertThat(events)
                .extracting(event -> ((TaskPlanned) event).task())
                .hasSize(2)
                .contains(group.task());
    }

    @Test
    void takesUpTheDumpsOfSeveralRuns() throws IOException {
        plan(Command.DUMP);
        nextRun("b_jac");
        plan(Command.DUMP);
        for (DumpPlan task : new Plans(documents, MIGRATION).tasks().toList()) {
            importedWithoutItsLast(task);
        }
        nextRun();

        MigrationPlanned taken = (MigrationPlanned) plan(Command.LOAD);

        assertThat(taken.collections())
                .extracting(PlannedCollection::source)
                .containsExactlyInAnyOrder("f_l2", "b_jac");
        assertThat(events)
                .extracting(event -> ((TaskPlanned) event).collection())
                .containsExactlyInAnyOrder("f_l2", "b_jac");
    }

    @Test
    void whatTheSourceHasNoMoreGoesWithARunThatSelectsIt() throws IOException {
        plan(Command.DUMP);
        nextRun("b_jac");
        plan(Command.DUMP);
        nextRun();
        planning = () -> without("f_l2", new SourcePlanning(config, Meters.none()).plan());

        plan(Command.DUMP);

        assertThat(planned()).doesNotContain("f_l2").contains("b_jac");
        assertThat(new Plans(documents, MIGRATION).tasks())
                .extracting(DumpPlan::collection)
                .doesNotContain("f_l2");
        assertThat(new Plans(documents, MIGRATION).appendix().countedRows()).doesNotContainKey("f_l2");
    }

    @Test
    void takesUpNothingWhereNothingWasDumped() {
        assertThatThrownBy(() -> plan(Command.LOAD))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        missing -> assertThat(missing.problem().kind()).isEqualTo(Problem.Kind.CONFIGURATION))
                .hasMessageContaining("run m2m dump");
    }

    /** Runs from now on are of these collections; of all when there is none. */
    private void select(String... collections) throws IOException {
        config = new ConfigLoader(Map.of()).load(file, Map.of("collections", String.join(",", collections)));
        planning = new SourcePlanning(config, Meters.none());
    }

    private void nextRun(String... collections) throws IOException {
        select(collections);
        events.clear();
        run++;
    }

    private List<String> planned() throws IOException {
        return new Plans(documents, MIGRATION)
                .read().collections().stream().map(CollectionPlan::source).toList();
    }

    private Event plan(Command command) throws IOException {
        Plans plans = new Plans(documents, MIGRATION);
        TaskRef ref = new TaskRef(MIGRATION, run, Step.PLAN, TaskRef.WHOLE, 1);
        return new PlanMigrations(config, planning, plans, documents, events::add)
                .plan(new PlanMigration(ref, command));
    }

    private static PlannedMigration without(String collection, PlannedMigration all) {
        Predicate<String> others = source -> !source.equals(collection);
        return new PlannedMigration(
                all.plan().of(others),
                all.tasks().stream()
                        .filter(task -> others.test(task.collection()))
                        .toList(),
                all.appendix().of(others));
    }

    private TaskPlanned task() {
        assertThat(events).hasSize(1);
        return (TaskPlanned) events.getFirst();
    }

    private @Nullable OutdatedImport outdated() throws IOException {
        return new Plans(documents, MIGRATION).read().collection("f_l2").outdated();
    }

    private void importedWithoutItsLast(DumpPlan group) throws IOException {
        imported(group, 1);
    }

    /** @param without so many of its last segments, which are quarantined */
    private void imported(DumpPlan group, int without) throws IOException {
        int written = group.segments().size() - without;
        List<DumpedSegment> dumped = group.segments().subList(0, written).stream()
                .map(slice -> new DumpedSegment(slice.segment(), slice.rows(), 0, slice.rows(), slice.files()))
                .toList();
        List<QuarantinedSegment> quarantined = group.segments().stream()
                .skip(written)
                .map(last -> new QuarantinedSegment(last.segment(), "_default", last.rows(), "a", "b"))
                .toList();
        Manifest manifest = new Manifest(
                Manifest.SCHEMA,
                MIGRATION,
                group.collection(),
                group.partition(),
                group.task(),
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
                StagingLayout.outcome(MIGRATION, group.task()),
                new TaskOutcome(manifest, quarantined, List.of(), List.of()));
        documents.write(
                StagingLayout.importRecord(MIGRATION, group.task()),
                Map.of("collectionId", COLLECTION_ID, "state", "COMPLETED"));
    }

    /** @return when its vectors were written before */
    private FileTime repair(SegmentSlice segment) throws IOException {
        FileTime before = Files.getLastModifiedTime(vectors(segment));
        Files.setLastModifiedTime(vectors(segment), FileTime.from(Instant.parse("2024-02-29T12:00:00Z")));
        return before;
    }

    private Path vectors(SegmentSlice segment) {
        return store.tables()
                .resolve(segment.folder())
                .resolve(segment.vectors().name());
    }
}
