package io.m2m.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Command;
import io.m2m.common.message.Event.CollectionConcluded;
import io.m2m.common.message.Event.CollectionFinished;
import io.m2m.common.message.Event.CollectionInspected;
import io.m2m.common.message.Event.CollectionPrepared;
import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.message.Event.ImportCompleted;
import io.m2m.common.message.Event.MigrationPlanned;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Event.RangeCompared;
import io.m2m.common.message.Event.ReportWritten;
import io.m2m.common.message.Event.SegmentsDumped;
import io.m2m.common.message.Event.StagingCleaned;
import io.m2m.common.message.Event.TargetChecked;
import io.m2m.common.message.Event.TaskFailed;
import io.m2m.common.message.Event.TaskStarted;
import io.m2m.common.message.Event.VectorsSearched;
import io.m2m.common.message.Level;
import io.m2m.common.message.LoadTask.FinishCollection;
import io.m2m.common.message.PlanTask.CollectionEnd;
import io.m2m.common.message.PlanTask.WriteReport;
import io.m2m.common.message.StatusMessage.CleanedStaging;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationTest {
    private static final Problem AWAY = new Problem(Problem.Kind.UNREACHABLE, "the target does not answer");

    @Test
    void carriesACollectionFromPlanToVerdict() {
        Play play = Play.requested(Command.MIGRATE);

        play.plan("c", 2, 0);
        play.on(new TargetChecked(play.take("CHECK_TARGET/migration"), "2.3.5", 1));
        play.dumped("t0");
        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        play.imported("t0");
        play.dumped("t1");
        play.imported("t1");
        FinishCollection finish = (FinishCollection) play.queue.get("FINISH/c");
        play.on(new CollectionFinished(play.take("FINISH/c"), 180));
        play.on(new CollectionInspected(play.take("INSPECT/c"), 2, null));
        play.on(new RangeCompared(play.take("COMPARE/c#0"), 90, 900));
        play.on(new RangeCompared(play.take("COMPARE/c#1"), 90, 900));
        play.on(new CollectionConcluded(play.take("CONCLUDE/c"), Verdict.VERIFIED));
        play.on(new ReportWritten(play.take("REPORT/migration"), Verdict.VERIFIED));

        assertThat(finish.rows()).isEqualTo(180);
        assertThat(play.status().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(play.status().finishedAt()).isNotNull();
        assertThat(play.queue).isEmpty();
    }

    @Test
    void concludesACollectionWhenRangesAndSearchesAreThrough() {
        Play play = Play.requested(Command.VERIFY);
        play.on(new MigrationPlanned(play.take("PLAN/migration"), List.of(Play.planned("c", 0, 0)), null));
        play.on(new CollectionInspected(play.take("INSPECT/c"), 1, 2));

        play.on(new VectorsSearched(play.take("SEARCH/c#0"), 50));
        play.on(new RangeCompared(play.take("COMPARE/c#0"), 90, 900));
        boolean early = play.queue.containsKey("CONCLUDE/c");
        play.on(new VectorsSearched(play.take("SEARCH/c#1"), 50));

        assertThat(early).isFalse();
        assertThat(play.queue).containsKey("CONCLUDE/c");
    }

    @Test
    void verifyingIsNotThroughWhileAnotherCollectionIsNotYetInspected() {
        Play play = Play.requested(Command.VERIFY);
        TaskRef planning = play.take("PLAN/migration");
        play.on(new MigrationPlanned(planning, List.of(Play.planned("c", 0, 0), Play.planned("d", 0, 0)), null));

        play.on(new CollectionInspected(play.take("INSPECT/c"), 1, null));
        play.on(new RangeCompared(play.take("COMPARE/c#0"), 90, 900));
        PhaseProgress early = play.status().phases().getFirst();
        play.on(new CollectionInspected(play.take("INSPECT/d"), 0, null));

        assertThat(early.doneTasks()).isEqualTo(1);
        assertThat(early.totalTasks()).isEqualTo(2);
        assertThat(play.status().phases().getFirst().totalTasks()).isEqualTo(1);
    }

    @Test
    void importsNothingBeforeTheCollectionExists() {
        Play play = running(1);

        play.dumped("t0");

        assertThat(play.queue).containsOnlyKeys("PREPARE/c");
    }

    @Test
    void dumpsNothingBeforeTheTargetIsFit() {
        Play play = Play.requested(Command.MIGRATE);

        play.plan("c", 1, 0);

        assertThat(play.queue).containsOnlyKeys("CHECK_TARGET/migration");
    }

    @Test
    void dumpAloneStopsAtItsPhase() {
        Play play = Play.requested(Command.DUMP);

        play.plan("c", 1, 0);
        play.dumped("t0");

        WriteReport report = (WriteReport) play.queue.get("REPORT/migration");
        assertThat(report.ends())
                .singleElement()
                .satisfies(end -> assertThat(end.verdict()).isEqualTo(Verdict.DUMPED));
    }

    @Test
    void aQuarantinedSegmentMakesTheCollectionIncomplete() {
        Play play = Play.requested(Command.DUMP);

        play.plan("c", 1, 0);
        play.on(new SegmentsDumped(play.take("DUMP/t0"), new DumpFacts(90, 900, 1, 0)));

        WriteReport report = (WriteReport) play.queue.get("REPORT/migration");
        assertThat(report.ends().getFirst().verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(play.status().quarantined()).isEqualTo(1);
    }

    @Test
    void aCollectionWithoutTasksIsStillCreatedAndVerified() {
        Play play = running(0);

        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        play.on(new CollectionFinished(play.take("FINISH/c"), 0));
        play.on(new CollectionInspected(play.take("INSPECT/c"), 0, null));

        assertThat(play.queue).containsOnlyKeys("CONCLUDE/c");
    }

    @Test
    void aRepeatedEventChangesNothing() {
        Play play = running(1);
        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        TaskRef dump = play.take("DUMP/t0");
        play.on(new SegmentsDumped(dump, new DumpFacts(90, 900, 0, 0)));
        TaskRef load = play.take("IMPORT/t0");
        play.on(new ImportCompleted(load, 90));
        int sent = play.sent.size();

        play.on(new SegmentsDumped(dump, new DumpFacts(90, 900, 0, 0)));
        play.on(new ImportCompleted(load, 90));

        assertThat(play.sent).hasSize(sent);
        assertThat(((FinishCollection) play.queue.get("FINISH/c")).rows()).isEqualTo(90);
    }

    @Test
    void anEventOfAnOlderRunIsIgnored() {
        Play play = running(1);
        TaskRef dump = play.take("DUMP/t0");

        play.on(new SegmentsDumped(
                new TaskRef(dump.migration(), dump.run() - 1, dump.step(), dump.name(), 1), new DumpFacts(1, 1, 0, 0)));

        assertThat(play.tasks.get("DUMP/t0").state()).isEqualTo(TaskState.SENT);
    }

    @Test
    void aSilentTaskIsSentAgain() {
        Play play = running(1);
        play.on(new TaskStarted(play.take("DUMP/t0")));

        play.watch(play.clock.plusSeconds(60));

        assertThat(play.take("DUMP/t0").attempt()).isEqualTo(2);
    }

    @Test
    void aTaskThatIsHeardOfIsLeftAlone() {
        Play play = running(1);
        play.on(new TaskStarted(play.take("DUMP/t0")));

        play.watch(play.clock.plusSeconds(10));

        assertThat(play.queue).doesNotContainKey("DUMP/t0");
    }

    @Test
    void somethingUnreachableEndsTheRunWithItsProblem() {
        Play play = running(2);
        Problem problem = new Problem(Problem.Kind.UNREACHABLE, "the bucket does not answer");

        play.on(new TaskFailed(play.take("DUMP/t0"), problem));
        play.on(new ReportWritten(play.take("REPORT/migration"), Verdict.FAILED));

        assertThat(play.status().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(play.status().problem()).isEqualTo(problem);
        assertThat(play.status().reported()).isTrue();
    }

    @Test
    void aCollectionThatFailsLeavesTheOthersAlone() {
        Play play = running(1);
        Problem problem = new Problem(Problem.Kind.TARGET, "the target refused it");

        play.on(new TaskFailed(play.take("PREPARE/c"), problem));

        WriteReport report = (WriteReport) play.queue.get("REPORT/migration");
        assertThat(report.ends().getFirst().problem()).isEqualTo(problem);
    }

    @Test
    void aRestartedCoordinatorGoesOnWhereItWas() {
        Play play = running(6);
        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        play.dumped("t0");

        play.restart();
        play.dumped("t1");
        play.imported("t0");
        play.imported("t1");
        for (String task : java.util.List.of("t2", "t3", "t4", "t5")) {
            play.dumped(task);
            play.imported(task);
        }

        assertThat(((FinishCollection) play.queue.get("FINISH/c")).rows()).isEqualTo(6 * 90);
        assertThat(play.sent.stream().map(task -> task.ref().key())).doesNotHaveDuplicates();
    }

    @Test
    void aProblemOfTheWholeIsReportedWithTheCollectionsAsFarAsTheyAreKnown() {
        Play play = Play.requested(Command.VERIFY);
        TaskRef planning = play.take("PLAN/migration");
        play.on(new MigrationPlanned(planning, List.of(Play.planned("c", 0, 0), Play.planned("d", 0, 0)), null));
        play.on(new CollectionInspected(play.take("INSPECT/c"), 0, null));
        play.on(new CollectionConcluded(play.take("CONCLUDE/c"), Verdict.MISMATCH));

        play.on(new TaskFailed(play.take("INSPECT/d"), AWAY));

        WriteReport report = (WriteReport) play.queue.get("REPORT/migration");
        assertThat(report.problem()).isEqualTo(AWAY);
        assertThat(report.ends())
                .containsExactly(
                        new CollectionEnd("c", Verdict.MISMATCH, null), new CollectionEnd("d", Verdict.FAILED, null));
        assertThat(play.status().problem()).isEqualTo(AWAY);
        assertThat(play.status().verdict()).isNull();
        assertThat(play.status().finishedAt()).isNull();
        assertThat(play.status().reported()).isFalse();
        assertThat(play.status().etaSeconds()).isNull();
    }

    @Test
    void aTargetThatDoesNotAnswerIsReportedThoughNothingWasDumped() {
        Play play = Play.requested(Command.MIGRATE);
        play.plan("c", 2, 0);

        play.on(new TaskFailed(play.take("CHECK_TARGET/migration"), AWAY));

        WriteReport report = (WriteReport) play.queue.get("REPORT/migration");
        assertThat(report.ends()).containsExactly(new CollectionEnd("c", Verdict.FAILED, null));
        assertThat(play.queue).containsOnlyKeys("REPORT/migration");
    }

    @Test
    void aSourceThatDoesNotAnswerIsReportedWithoutCollections() {
        Play play = Play.requested(Command.MIGRATE);

        play.on(new TaskFailed(play.take("PLAN/migration"), AWAY));

        WriteReport report = (WriteReport) play.queue.get("REPORT/migration");
        assertThat(report.problem()).isEqualTo(AWAY);
        assertThat(report.ends()).isEmpty();
    }

    /** Exit code 2 promises that nothing was written. */
    @ParameterizedTest
    @ValueSource(strings = {"PLAN/migration", "CHECK_TARGET/migration"})
    void whatIsRefusedBeforeAnythingIsDoneLeavesNoReport(String refused) {
        Play play = Play.requested(Command.MIGRATE);
        if (refused.startsWith("CHECK")) {
            play.plan("c", 2, 0);
        }
        Problem wrong = new Problem(Problem.Kind.CONFIGURATION, "collection c is on the target already");

        play.on(new TaskFailed(play.take(refused), wrong));

        assertThat(play.queue).isEmpty();
        assertThat(play.status().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(play.status().problem()).isEqualTo(wrong);
        assertThat(play.status().reported()).isFalse();
    }

    @Test
    void aReportThatCannotBeWrittenLeavesTheProblemThatEndedTheRun() {
        Play play = running(2);
        play.on(new TaskFailed(play.take("DUMP/t0"), AWAY));

        play.on(new TaskFailed(
                play.take("REPORT/migration"), new Problem(Problem.Kind.CONFIGURATION, "the staging bucket is gone")));

        assertThat(play.status().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(play.status().problem()).isEqualTo(AWAY);
        assertThat(play.status().reported()).isFalse();
        assertThat(play.status().finishedAt()).isNotNull();
    }

    @Test
    void aReportThatCannotBeWrittenEndsARunThatHadNoOtherProblem() {
        Play play = Play.requested(Command.DUMP);
        play.plan("c", 1, 0);
        play.dumped("t0");

        play.on(new TaskFailed(play.take("REPORT/migration"), AWAY));

        assertThat(play.queue).isEmpty();
        assertThat(play.status().problem()).isEqualTo(AWAY);
        assertThat(play.status().reported()).isFalse();
    }

    @Test
    void nothingElseIsDoneWhileAProblemIsReported() {
        Play play = running(6);
        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        play.on(new TaskStarted(play.queue.get("DUMP/t1").ref()));
        play.dumped("t2");
        play.on(new TaskFailed(play.take("DUMP/t0"), AWAY));
        TaskRef report = play.take("REPORT/migration");
        play.queue.remove("IMPORT/t2");
        play.queue.keySet().removeAll(List.of("DUMP/t4", "DUMP/t5"));

        play.on(new TaskStarted(report));
        play.dumped("t3");
        play.restart();
        play.watch(play.clock.plusSeconds(40));
        play.on(new TaskStarted(report));
        play.watch(play.clock.plusSeconds(10));
        play.dumped("t1");
        play.on(new ReportWritten(report, Verdict.FAILED));

        assertThat(play.queue).isEmpty();
        assertThat(play.status().finishedAt()).isNotNull();
        assertThat(play.status().problem()).isEqualTo(AWAY);
    }

    @Test
    void aReportThatKeepsSilentIsNotWaitedForForEver() {
        Play play = running(1);
        play.on(new TaskFailed(play.take("DUMP/t0"), AWAY));

        for (int attempt = 1; attempt <= 3; attempt++) {
            TaskRef report = play.take("REPORT/migration");
            assertThat(report.attempt()).isEqualTo(attempt);
            play.on(new TaskStarted(report));
            play.watch(play.clock.plusSeconds(60));
        }

        assertThat(play.queue).doesNotContainKey("REPORT/migration");
        assertThat(play.status().finishedAt()).isNotNull();
        assertThat(play.status().problem()).isEqualTo(AWAY);
        assertThat(play.status().reported()).isFalse();
    }

    @Test
    void cleansStagingAfterVerifiedWhenThePlanAsksForIt() {
        Play play = verified(true);

        assertThat(play.status().state()).isEqualTo("CLEANING");
        assertThat(play.status().verdict()).isNull();
        play.restart();
        play.on(new StagingCleaned(play.take("CLEAN/migration"), 9, 500));

        assertThat(play.status().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(play.status().problem()).isNull();
        assertThat(play.status().reported()).isTrue();
        assertThat(play.status().cleaned()).isEqualTo(new CleanedStaging(9, 500));
        assertThat(play.status().finishedAt()).isNotNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(booleans = false)
    void cleansNothingThatThePlanDoesNotAskFor(@Nullable Boolean cleans) {
        Play play = verified(cleans);

        assertThat(play.queue).isEmpty();
        assertThat(play.status().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(play.status().cleaned()).isNull();
    }

    @ParameterizedTest
    @EnumSource(value = Verdict.class, names = "VERIFIED", mode = EnumSource.Mode.EXCLUDE)
    void cleansNothingThatIsNotVerified(Verdict verdict) {
        Play play = new Play();
        play.cleans = true;
        play.requesting(Command.DUMP).plan("c", 0, 0);

        play.on(new ReportWritten(play.take("REPORT/migration"), verdict));

        assertThat(play.queue).isEmpty();
        assertThat(play.status().verdict()).isEqualTo(verdict);
    }

    @Test
    void cleansNothingOfARunThatAProblemEnded() {
        Play play = new Play();
        play.cleans = true;
        play.requesting(Command.DUMP).plan("c", 1, 0);
        play.on(new TaskFailed(play.take("DUMP/t0"), AWAY));

        play.on(new ReportWritten(play.take("REPORT/migration"), Verdict.VERIFIED));

        assertThat(play.queue).isEmpty();
    }

    @Test
    void whatCouldNotBeCleanedStaysVerified() {
        Play play = verified(true);

        play.on(new TaskFailed(play.take("CLEAN/migration"), AWAY));

        assertThat(play.status().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(play.status().problem()).isEqualTo(AWAY);
        assertThat(play.status().reported()).isTrue();
        assertThat(play.status().cleaned()).isNull();
    }

    @Test
    void aLateFailureChangesNothingWhileStagingIsCleaned() {
        Play play = verified(true);

        play.on(new TaskFailed(new TaskRef(Play.ID, Play.RUN, Step.CONCLUDE, "c", 1), AWAY));
        play.on(new ReportWritten(new TaskRef(Play.ID, Play.RUN, Step.REPORT, TaskRef.WHOLE, 1), Verdict.MISMATCH));

        assertThat(play.status().state()).isEqualTo("CLEANING");
        assertThat(play.queue).containsOnlyKeys("CLEAN/migration");
    }

    private static Play verified(@Nullable Boolean cleans) {
        Play play = new Play();
        play.cleans = cleans;
        play.requesting(Command.VERIFY).plan("c", 0, 0);
        play.on(new CollectionInspected(play.take("INSPECT/c"), 0, null));
        play.on(new CollectionConcluded(play.take("CONCLUDE/c"), Verdict.VERIFIED));
        play.on(new ReportWritten(play.take("REPORT/migration"), Verdict.VERIFIED));
        return play;
    }

    @Test
    void aNewRunForgetsTheOlderOne() {
        Play play = running(2);
        play.on(new TaskFailed(play.take("DUMP/t0"), new Problem(Problem.Kind.UNREACHABLE, "gone")));
        play.on(new ReportWritten(play.take("REPORT/migration"), Verdict.FAILED));

        play.on(new MigrationRequested(Play.ID, Play.RUN + 1, Command.MIGRATE, Level.FULL));

        assertThat(play.tasks).containsOnlyKeys("PLAN/migration");
        assertThat(play.status().problem()).isNull();
    }

    @Test
    void neverSendsMoreThanOneTaskToALane() {
        Play play = running(20);

        long dumps = play.queue.keySet().stream()
                .filter(key -> key.startsWith("DUMP"))
                .count();

        assertThat(dumps).isEqualTo(4);
    }

    @Test
    void sendsSmallTasksBehindEachOther() {
        Play play = new Play(new Room(2, 3000, 8)).requesting(Command.DUMP);
        play.plan("c", 20, 0);

        assertThat(play.queue).hasSize(6);
        play.dumped("t0");
        assertThat(play.queue).hasSize(6).containsKey("DUMP/t14");
    }

    private static Play running(int tasks) {
        Play play = Play.requested(Command.MIGRATE);
        play.plan("c", tasks, 0);
        play.on(new TargetChecked(play.take("CHECK_TARGET/migration"), "2.3.5", 1));
        return play;
    }
}
