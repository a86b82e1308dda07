package io.m2m.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.message.Command;
import io.m2m.common.message.Event;
import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.message.Event.MigrationPlanned;
import io.m2m.common.message.Event.PlannedCollection;
import io.m2m.common.message.Event.TaskPlanned;
import io.m2m.common.message.PlanTask.PlanMigration;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.DuplicateIds;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Metric;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.RepeatedIds;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.model.TaskOutcome.SkippedRows;
import io.m2m.common.model.VectorType;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.coordinator.Configs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanEventsTest {
    private static final String MIGRATION = "m-1";
    private static final TaskRef REF = new TaskRef(MIGRATION, 7, Step.PLAN, TaskRef.WHOLE, 1);

    @TempDir
    private Path folder;

    private final List<Event> events = new ArrayList<>();
    private final Map<String, String> assignments = new HashMap<>();
    private Documents documents;

    private Manifest.@Nullable LeftOut leftOut;

    @BeforeEach
    void open() {
        documents = new JsonDocuments(new LocalObjectStore(folder.resolve("staging")), Json.mapper());
    }

    @Test
    void tellsEveryTaskThenThatThePlanIsComplete() throws IOException {
        Event end = plan(Command.MIGRATE);

        assertThat(events).extracting(event -> ((TaskPlanned) event).task()).containsExactly("t-a1", "t-a2", "t-b1");
        assertThat(end)
                .isEqualTo(new MigrationPlanned(
                        REF,
                        List.of(
                                new PlannedCollection("a", "a", 2, 8, 192, 1, null),
                                new PlannedCollection("b", "b", 1, 2, 48, 0, null)),
                        false));
    }

    @Test
    void aTaskCanBeReadFromWhereItsEventSays() throws IOException {
        plan(Command.DUMP);

        for (Event event : events) {
            TaskPlanned planned = (TaskPlanned) event;
            DumpPlan line = documents.readLine(
                    StagingLayout.tasks(MIGRATION),
                    planned.entry().offset(),
                    planned.entry().bytes(),
                    DumpPlan.class);
            assertThat(line.task()).isEqualTo(planned.task());
            assertThat(planned.dumped()).isNull();
        }
    }

    @Test
    void saysWhetherStagingIsToBeCleaned() throws IOException {
        assignments.put("target.clean", "true");

        assertThat(((MigrationPlanned) plan(Command.MIGRATE)).clean()).isTrue();
        for (String task : List.of("t-a1", "t-a2", "t-b1")) {
            dumped(task, 2, List.of(), List.of());
        }
        assertThat(((MigrationPlanned) plan(Command.VERIFY)).clean()).isTrue();
    }

    @Test
    void planningTwiceHasTheSameEffect() throws IOException {
        plan(Command.MIGRATE);
        List<Event> first = List.copyOf(events);
        events.clear();

        plan(Command.MIGRATE);

        assertThat(events).isEqualTo(first);
    }

    @Test
    void takesUpAnEarlierDumpWithWhatItFound() throws IOException {
        plan(Command.DUMP);
        events.clear();
        dumped("t-a1", 3, List.of(), List.of());
        dumped("t-a2", 0, List.of(new QuarantinedSegment("9", "p", 5, "9.rv", "is missing")), List.of("12"));
        dumped("t-b1", 2, List.of(), List.of());

        Event end = plan(Command.LOAD);

        assertThat(events)
                .extracting(event -> ((TaskPlanned) event).dumped())
                .containsExactly(new DumpFacts(3, 300, 0, 0), new DumpFacts(0, 0, 1, 1), new DumpFacts(2, 200, 0, 0));
        assertThat(((MigrationPlanned) end).collections())
                .extracting(PlannedCollection::source)
                .containsExactly("a", "b");
    }

    @Test
    void takesUpOnlyWhatIsAskedFor() throws IOException {
        plan(Command.DUMP);
        events.clear();
        dumped("t-b1", 2, List.of(), List.of());
        assignments.put("collections", "b");

        Event end = plan(Command.VERIFY);

        assertThat(events).extracting(event -> ((TaskPlanned) event).task()).containsExactly("t-b1");
        assertThat(((MigrationPlanned) end).collections())
                .extracting(PlannedCollection::source)
                .containsExactly("b");
    }

    @Test
    void takesUpNoTaskOfACollectionThatWasLeftOutMeanwhile() throws IOException {
        plan(Command.DUMP);
        events.clear();
        dumped("t-b1", 2, List.of(), List.of());

        assertThat(new Plans(documents, MIGRATION).leaveOut("a"::equals)).isTrue();

        Event end = plan(Command.LOAD);
        assertThat(events).extracting(event -> ((TaskPlanned) event).task()).containsExactly("t-b1");
        assertThat(((MigrationPlanned) end).collections())
                .extracting(PlannedCollection::source)
                .containsExactly("b");
        assertThat(new Plans(documents, MIGRATION).appendix().countedRows()).containsOnlyKeys("b");
    }

    /** As it is when leaving it out was cut short. */
    @Test
    void takesUpNoTaskOfACollectionThatIsNotPlanned() throws IOException {
        plan(Command.DUMP);
        events.clear();
        dumped("t-b1", 2, List.of(), List.of());
        documents.write(
                StagingLayout.plan(MIGRATION),
                planned().plan().of(List.of(planned().plan().collection("b"))));

        plan(Command.LOAD);

        assertThat(events).extracting(event -> ((TaskPlanned) event).task()).containsExactly("t-b1");
    }

    @Test
    void refusesToTakeUpADumpThatIsNotComplete() throws IOException {
        plan(Command.DUMP);
        dumped("t-a1", 3, List.of(), List.of());

        assertThat(refusal(Command.LOAD))
                .isEqualTo("collection a is not dumped completely: task t-a2 is missing; run m2m dump with the same"
                        + " configuration again");
    }

    @Test
    void saysWhatBecomesOfRepeatedIdsWhenTheyMustBeKnownFirst() throws IOException {
        assignments.put("policy.duplicateIds", "keep-last");

        assertThat(((MigrationPlanned) plan(Command.DUMP)).collections())
                .extracting(PlannedCollection::duplicateIds)
                .containsOnly(DuplicateIds.KEEP_LAST);
    }

    @Test
    void refusesToTakeUpADumpThatWasMadeUnderAnotherPolicy() throws IOException {
        plan(Command.DUMP);
        dumped("t-a1", 3, List.of(), List.of());
        assignments.put("policy.duplicateIds", "keep-last");

        assertThat(refusal(Command.LOAD))
                .isEqualTo("collection a was dumped under policy.duplicateIds: keep-all, and the configuration says"
                        + " keep-last; set it to keep-all, or run m2m dump with this configuration first");
    }

    @Test
    void refusesToTakeUpADumpThatIsOlderThanTheListOfWhatItLeavesOut() throws IOException {
        assignments.put("policy.duplicateIds", "keep-last");
        plan(Command.DUMP);
        leftOut = new Manifest.LeftOut(DuplicateIds.KEEP_LAST, 0, "older");
        dumped("t-b1", 2, List.of(), List.of());
        documents.write(
                StagingLayout.repeatedIds(MIGRATION, "b"),
                new RepeatedIds("newer", 0, 0, List.<RepeatedIds.Listed>of()));
        assignments.put("collections", "b");

        assertThat(refusal(Command.VERIFY))
                .isEqualTo("collection b is not dumped completely: its repeated ids were looked for again after task"
                        + " t-b1; run m2m dump with the same configuration again");
        leftOut = new Manifest.LeftOut(DuplicateIds.KEEP_LAST, 0, "newer");
        dumped("t-b1", 2, List.of(), List.of());
        assertThat(plan(Command.VERIFY)).isInstanceOf(MigrationPlanned.class);
    }

    @Test
    void refusesToTakeUpWhatWasNeverDumped() {
        assertThat(refusal(Command.VERIFY)).contains("staging holds nothing of migration m-1", "run m2m dump");
    }

    @Test
    void refusesToTakeUpACollectionThatIsNotInStaging() throws IOException {
        plan(Command.DUMP);
        assignments.put("collections", "b,nope");

        assertThat(refusal(Command.LOAD)).contains("names nope", "staging", "it holds a, b, refused");
    }

    @Test
    void aRefusedCollectionIsKnownThoughThereIsNothingToTakeUp() throws IOException {
        plan(Command.DUMP);
        assignments.put("collections", "refused");

        assertThat(((MigrationPlanned) plan(Command.LOAD)).collections()).isEmpty();
    }

    private Event plan(Command command) throws IOException {
        Plans plans = new Plans(documents, MIGRATION);
        return new PlanMigrations(
                        Configs.local(folder, assignments), PlanEventsTest::planned, plans, documents, events::add)
                .plan(new PlanMigration(REF, command));
    }

    private String refusal(Command command) {
        Problem problem = catchThrowableOfType(ProblemException.class, () -> plan(command))
                .problem();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        return problem.sentence();
    }

    private void dumped(String task, long rows, List<QuarantinedSegment> quarantined, List<String> skipped)
            throws IOException {
        Map<String, Manifest.StagedFile> files = rows == 0
                ? Map.of()
                : Map.of(
                        "id.npy", new Manifest.StagedFile(rows * 20, "00000000", "<i8", List.of(rows)),
                        "data.npy", new Manifest.StagedFile(rows * 80, "00000000", "<f4", List.of(rows, 4L)));
        documents.write(
                StagingLayout.outcome(MIGRATION, task),
                new TaskOutcome(
                        new Manifest(
                                Manifest.SCHEMA,
                                MIGRATION,
                                "c",
                                "_default",
                                task,
                                "1",
                                List.of(),
                                rows,
                                null,
                                null,
                                "0".repeat(32),
                                "0".repeat(32),
                                0,
                                leftOut,
                                files),
                        quarantined,
                        List.of(new SkippedRows("7", skipped)),
                        List.of()));
    }

    private static PlannedMigration planned() {
        QuarantinedSegment lost = new QuarantinedSegment("8", "_default", 4, "a/8/8.rv", "a/8/8.rv is missing");
        return new PlannedMigration(
                new MigrationPlan(
                        MigrationPlan.SCHEMA,
                        MIGRATION,
                        "1",
                        List.of(collection("a", 2, 8, List.of(lost)), collection("b", 1, 2, List.of()))),
                List.of(task("t-a1", "a", 3), task("t-a2", "a", 5), task("t-b1", "b", 2)),
                new PlanAppendix(
                        List.of(new RefusedCollection(collection("refused", 0, 0, List.of()), "it is odd")),
                        Map.of(),
                        Map.of("a", 8L, "b", 2L),
                        List.of()));
    }

    private static DumpPlan task(String task, String collection, long rows) {
        return new DumpPlan(task, collection, "_default", VectorType.FLOAT, 4, rows, rows * 24, List.of());
    }

    private static CollectionPlan collection(String name, int tasks, long rows, List<QuarantinedSegment> quarantined) {
        return new CollectionPlan(
                name,
                name,
                VectorType.FLOAT,
                4,
                Metric.L2,
                new SourceIndex("FLAT", Map.of()),
                List.of(new PartitionPlan("_default", "_default")),
                tasks,
                rows,
                rows * 24,
                quarantined,
                List.of());
    }
}
