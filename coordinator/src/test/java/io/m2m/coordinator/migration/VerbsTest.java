package io.m2m.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Command;
import io.m2m.common.message.Event.CancelRequested;
import io.m2m.common.message.Event.CollectionConcluded;
import io.m2m.common.message.Event.CollectionFinished;
import io.m2m.common.message.Event.CollectionInspected;
import io.m2m.common.message.Event.CollectionPrepared;
import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.message.Event.MigrationPlanned;
import io.m2m.common.message.Event.PauseRequested;
import io.m2m.common.message.Event.RangeCompared;
import io.m2m.common.message.Event.ReportWritten;
import io.m2m.common.message.Event.ResumeRequested;
import io.m2m.common.message.Event.RetryRequested;
import io.m2m.common.message.Event.RunVerb;
import io.m2m.common.message.Event.SegmentsDumped;
import io.m2m.common.message.Event.TargetChecked;
import io.m2m.common.message.Event.TaskFailed;
import io.m2m.common.message.Event.TaskStarted;
import io.m2m.common.message.LoadTask.FinishCollection;
import io.m2m.common.message.PlanTask.CollectionEnd;
import io.m2m.common.message.PlanTask.WriteReport;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.message.Verdict;
import io.m2m.common.message.VerifyTask.ConcludeCollection;
import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerbsTest {
    private static final long NEXT = Play.RUN + 500;
    private static final Problem REFUSED = new Problem(Kind.TARGET, "the target refused it");

    /** Where a migration may be when a person asks for something. */
    private enum Stage {
        NOTHING {
            @Override
            Play reach() {
                return new Play();
            }
        },
        PLANNING {
            @Override
            Play reach() {
                return Play.requested(Command.MIGRATE);
            }
        },
        CHECKING {
            @Override
            Play reach() {
                Play play = Play.requested(Command.MIGRATE);
                play.plan("c", 2, 0);
                return play;
            }
        },
        RUNNING {
            @Override
            Play reach() {
                return running(6);
            }
        },
        PAUSED {
            @Override
            Play reach() {
                Play play = running(6);
                play.on(new PauseRequested(Play.ID, Play.RUN));
                return play;
            }
        },
        REPORTING {
            @Override
            Play reach() {
                Play play = Play.requested(Command.DUMP);
                play.plan("c", 1, 0);
                play.dumped("t0");
                return play;
            }
        },
        REPORTING_A_FAILURE {
            @Override
            Play reach() {
                Play play = running(1);
                play.on(new TaskFailed(play.take("PREPARE/c"), REFUSED));
                return play;
            }
        },
        CLEANING {
            @Override
            Play reach() {
                Play play = new Play();
                play.cleans = true;
                play.requesting(Command.VERIFY).plan("c", 0, 0);
                play.on(new CollectionInspected(play.take("INSPECT/c"), 0, null));
                play.on(new CollectionConcluded(play.take("CONCLUDE/c"), Verdict.VERIFIED));
                play.on(new ReportWritten(play.take("REPORT/migration"), Verdict.VERIFIED));
                return play;
            }
        },
        DUMPED {
            @Override
            Play reach() {
                Play play = REPORTING.reach();
                play.on(new ReportWritten(play.take("REPORT/migration"), Verdict.DUMPED));
                return play;
            }
        },
        MISMATCH {
            @Override
            Play reach() {
                Play play = REPORTING.reach();
                play.on(new ReportWritten(play.take("REPORT/migration"), Verdict.MISMATCH));
                return play;
            }
        },
        ENDING {
            @Override
            Play reach() {
                Play play = running(2);
                play.on(new TaskFailed(play.take("DUMP/t0"), new Problem(Kind.UNREACHABLE, "gone")));
                return play;
            }
        },
        UNREACHABLE {
            @Override
            Play reach() {
                Play play = ENDING.reach();
                play.on(new ReportWritten(play.take("REPORT/migration"), Verdict.FAILED));
                return play;
            }
        },
        CANCELLED {
            @Override
            Play reach() {
                Play play = running(6);
                play.on(new CancelRequested(Play.ID, Play.RUN));
                play.on(new ReportWritten(play.take("REPORT/migration"), Verdict.INCOMPLETE));
                return play;
            }
        };

        abstract Play reach();
    }

    @ParameterizedTest(name = "{1} while {0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            NOTHING             | pause  | unknown
            NOTHING             | resume | unknown
            NOTHING             | cancel | unknown
            NOTHING             | retry  | unknown
            PLANNING            | pause  | PLANNING, paused
            PLANNING            | resume | PLANNING
            PLANNING            | cancel | FINISHED, INCOMPLETE
            PLANNING            | retry  | PLANNING
            CHECKING            | pause  | CHECKING, paused
            CHECKING            | resume | CHECKING
            CHECKING            | cancel | REPORTING
            CHECKING            | retry  | CHECKING
            RUNNING             | pause  | RUNNING, paused
            RUNNING             | resume | RUNNING
            RUNNING             | cancel | REPORTING
            RUNNING             | retry  | RUNNING
            PAUSED              | pause  | RUNNING, paused
            PAUSED              | resume | RUNNING
            PAUSED              | cancel | REPORTING
            PAUSED              | retry  | RUNNING, paused
            REPORTING           | pause  | REPORTING, paused
            REPORTING           | resume | REPORTING
            REPORTING           | cancel | REPORTING
            REPORTING           | retry  | REPORTING
            REPORTING_A_FAILURE | pause  | REPORTING, paused
            REPORTING_A_FAILURE | resume | REPORTING
            REPORTING_A_FAILURE | cancel | REPORTING
            REPORTING_A_FAILURE | retry  | PLANNING, anew
            CLEANING            | pause  | CLEANING, paused
            CLEANING            | resume | CLEANING
            CLEANING            | cancel | CLEANING
            CLEANING            | retry  | CLEANING
            DUMPED              | pause  | FINISHED, DUMPED
            DUMPED              | resume | FINISHED, DUMPED
            DUMPED              | cancel | FINISHED, DUMPED
            DUMPED              | retry  | FINISHED, DUMPED
            MISMATCH            | pause  | FINISHED, MISMATCH
            MISMATCH            | resume | FINISHED, MISMATCH
            MISMATCH            | cancel | FINISHED, MISMATCH
            MISMATCH            | retry  | PLANNING, anew
            ENDING              | pause  | REPORTING
            ENDING              | resume | REPORTING
            ENDING              | cancel | REPORTING
            ENDING              | retry  | PLANNING, anew
            UNREACHABLE         | pause  | FINISHED, FAILED
            UNREACHABLE         | resume | FINISHED, FAILED
            UNREACHABLE         | cancel | FINISHED, FAILED
            UNREACHABLE         | retry  | PLANNING, anew
            CANCELLED           | pause  | FINISHED, INCOMPLETE
            CANCELLED           | resume | FINISHED, INCOMPLETE
            CANCELLED           | cancel | FINISHED, INCOMPLETE
            CANCELLED           | retry  | PLANNING, anew
            """)
    void everyVerbInEveryState(Stage stage, String verb, String expected) {
        Play play = stage.reach();

        play.on(verb(verb));

        assertThat(described(play)).isEqualTo(expected);
        play.restart();
        assertThat(described(play)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(value = Stage.class, names = "NOTHING", mode = EnumSource.Mode.EXCLUDE)
    void aVerbForAnotherRunChangesNothing(Stage stage) {
        Play play = stage.reach();
        String before = described(play);

        play.on(new PauseRequested(Play.ID, Play.RUN - 1));
        play.on(new ResumeRequested(Play.ID, Play.RUN - 1));
        play.on(new CancelRequested(Play.ID, Play.RUN - 1));
        play.on(new RetryRequested(Play.ID, Play.RUN - 1, NEXT));

        assertThat(described(play)).isEqualTo(before);
    }

    @Test
    void aPausedMigrationSendsNothingAndTakesUpWhatRan() {
        Play play = Stage.PAUSED.reach();
        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        play.dumped("t0");
        play.dumped("t1");

        assertThat(play.queue).containsOnlyKeys("DUMP/t2", "DUMP/t3");

        play.on(new ResumeRequested(Play.ID, Play.RUN));

        assertThat(play.queue).containsOnlyKeys("DUMP/t2", "DUMP/t3", "DUMP/t4", "DUMP/t5", "IMPORT/t0", "IMPORT/t1");
    }

    @Test
    void aPausedMigrationStaysPausedOverARestart() {
        Play play = Stage.PAUSED.reach();

        play.restart();
        play.dumped("t0");

        assertThat(play.queue).doesNotContainKeys("DUMP/t4", "IMPORT/t0");
    }

    @Test
    void aSilentTaskWaitsForTheEndOfAPause() {
        Play play = running(1);
        play.on(new TaskStarted(play.take("DUMP/t0")));
        play.on(new PauseRequested(Play.ID, Play.RUN));

        play.watch(play.clock.plusSeconds(60));
        assertThat(play.queue).doesNotContainKey("DUMP/t0");

        play.on(new ResumeRequested(Play.ID, Play.RUN));
        assertThat(play.queue).containsKey("DUMP/t0");
    }

    @Test
    void aSilentTaskThatTurnsOutToBeDoneIsNotSentAgain() {
        Play play = running(1);
        TaskRef dump = play.take("DUMP/t0");
        play.on(new TaskStarted(dump));
        play.on(new PauseRequested(Play.ID, Play.RUN));
        play.watch(play.clock.plusSeconds(60));

        play.on(new SegmentsDumped(dump, new DumpFacts(90, 900, 0, 0)));
        play.on(new ResumeRequested(Play.ID, Play.RUN));

        assertThat(play.queue).containsOnlyKeys("PREPARE/c");
    }

    @Test
    void aCancelledMigrationSendsNothingMoreAndSaysHowToGoOn() {
        Play play = running(6);

        play.on(new CancelRequested(Play.ID, Play.RUN));
        int sent = play.sent.size();
        play.dumped("t0");
        play.watch(play.clock.plusSeconds(60));
        play.on(new ReportWritten(play.take("REPORT/migration"), Verdict.INCOMPLETE));

        assertThat(play.sent).hasSize(sent);
        assertThat(play.status().problem())
                .isEqualTo(new Problem(
                        Kind.CANCELLED, "cancelled by the operator; running the same command again continues"));
        assertThat(Kind.CANCELLED.exitCode()).isEqualTo(1);
        assertThat(play.status().finishedAt()).isNotNull();
    }

    @Test
    void noVerdictCanFollowACancel() {
        Play play = Stage.REPORTING.reach();

        play.on(new CancelRequested(Play.ID, Play.RUN));
        play.on(new ReportWritten(play.take("REPORT/migration"), Verdict.DUMPED));

        assertThat(play.status().verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void theReportOfACancelledRunSaysWhatIsNotThrough() {
        Play play = besides(2);
        play.on(new TaskFailed(play.take("PREPARE/c"), REFUSED));

        play.on(new CancelRequested(Play.ID, Play.RUN));

        WriteReport report = (WriteReport) play.queue.get("REPORT/migration");
        assertThat(report.problem().kind()).isEqualTo(Kind.CANCELLED);
        assertThat(report.ends())
                .containsExactly(
                        new CollectionEnd("c", Verdict.FAILED, REFUSED),
                        new CollectionEnd("other", Verdict.INCOMPLETE, null));
    }

    @Test
    void aReportThatDoesNotKnowOfTheCancelIsNotTheLast() {
        Play play = Stage.REPORTING.reach();
        TaskRef before = play.take("REPORT/migration");

        play.on(new CancelRequested(Play.ID, Play.RUN));
        play.on(new ReportWritten(before, Verdict.DUMPED));

        assertThat(play.status().finishedAt()).isNull();
        WriteReport report = (WriteReport) play.queue.get("REPORT/migration");
        assertThat(report.problem().kind()).isEqualTo(Kind.CANCELLED);
        assertThat(report.ends()).containsExactly(new CollectionEnd("c", Verdict.DUMPED, null));
        play.on(new ReportWritten(play.take("REPORT/migration"), Verdict.INCOMPLETE));
        assertThat(play.status().verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(play.status().reported()).isTrue();
    }

    @Test
    void aCancelDuringAPauseIsReportedAtOnce() {
        Play play = Stage.PAUSED.reach();

        play.on(new CancelRequested(Play.ID, Play.RUN));

        assertThat(play.queue).containsKey("REPORT/migration");
    }

    /** Its report would wait until the plan is made. */
    @Test
    void aCancelDuringThePlanningEndsTheRunAtOnce() {
        Play play = Stage.PLANNING.reach();

        play.on(new CancelRequested(Play.ID, Play.RUN));

        assertThat(play.queue).containsOnlyKeys("PLAN/migration");
        assertThat(play.status().finishedAt()).isNotNull();
        assertThat(play.status().reported()).isFalse();
    }

    @Test
    void aRetryOfAFinishedRunAsksForTheSameAgain() {
        Play play = Stage.MISMATCH.reach();

        play.on(new RetryRequested(Play.ID, Play.RUN, NEXT));

        MigrationStatus status = play.status();
        assertThat(status.run()).isEqualTo(NEXT);
        assertThat(status.command()).isEqualTo(Command.DUMP);
        assertThat(status.problem()).isNull();
        assertThat(play.queue).containsOnlyKeys("PLAN/migration");
    }

    @Test
    void aRetryWithoutANewerRunToBeginIsIgnored() {
        Play play = Stage.MISMATCH.reach();

        play.on(new RetryRequested(Play.ID, Play.RUN, Play.RUN));

        assertThat(play.status().verdict()).isEqualTo(Verdict.MISMATCH);
    }

    /** Beside it stands a collection that is not through, so that the run goes on. */
    @Test
    void aCollectionWhosePreparationFailedGoesOn() {
        Play play = besides(2);
        play.on(new TaskFailed(play.take("PREPARE/c"), REFUSED));
        play.dumped("t0");

        assertThat(status(play, "c").verdict()).isEqualTo(Verdict.FAILED);
        assertThat(play.queue).doesNotContainKey("IMPORT/t0");

        play.on(new RetryRequested(Play.ID, Play.RUN, NEXT));

        assertThat(status(play, "c").verdict()).isNull();
        assertThat(status(play, "c").problem()).isNull();
        assertThat(play.take("PREPARE/c").attempt()).isEqualTo(2);
        play.dumped("t1");
        play.on(new CollectionPrepared(new TaskRef(Play.ID, Play.RUN, Step.PREPARE, "c", 2)));
        play.imported("t0");
        play.imported("t1");
        assertThat(((FinishCollection) play.queue.get("FINISH/c")).rows()).isEqualTo(180);
    }

    @Test
    void aFailedDumpIsDoneAgainBesideThoseThatWereDropped() {
        Play play = besides(6);
        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        play.on(new TaskFailed(play.take("DUMP/t0"), REFUSED));
        play.dumped("t1");
        play.dumped("t2");
        play.dumped("t3");
        assertThat(play.queue).containsOnlyKeys("PREPARE/other");

        play.on(new RetryRequested(Play.ID, Play.RUN, NEXT));
        for (String task : List.of("t0", "t4", "t5")) {
            play.dumped(task);
        }
        for (String task : List.of("t1", "t2", "t3", "t0", "t4", "t5")) {
            play.imported(task);
        }

        assertThat(((FinishCollection) play.queue.get("FINISH/c")).rows()).isEqualTo(6 * 90);
    }

    @Test
    void aFailedImportIsDoneAgain() {
        Play play = besides(2);
        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        play.dumped("t0");
        play.dumped("t1");
        play.on(new TaskFailed(play.take("IMPORT/t0"), REFUSED));
        play.imported("t1");

        play.on(new RetryRequested(Play.ID, Play.RUN, NEXT));
        play.imported("t0");

        assertThat(((FinishCollection) play.queue.get("FINISH/c")).rows()).isEqualTo(180);
        assertThat(status(play, "c").state()).isEqualTo("INDEXING");
    }

    @Test
    void aFailedFinishIsDoneAgain() {
        Play play = loaded();
        play.on(new TaskFailed(play.take("FINISH/c"), REFUSED));

        play.on(new RetryRequested(Play.ID, Play.RUN, NEXT));
        play.on(new CollectionFinished(play.take("FINISH/c"), 90));

        assertThat(play.queue).containsKey("INSPECT/c");
    }

    @Test
    void aFailedComparisonIsDoneAgainAndTheOthersCount() {
        Play play = loaded();
        play.on(new CollectionFinished(play.take("FINISH/c"), 90));
        play.on(new CollectionInspected(play.take("INSPECT/c"), 2, null));
        play.on(new TaskFailed(play.take("COMPARE/c#0"), REFUSED));
        play.on(new RangeCompared(play.take("COMPARE/c#1"), 45, 450));

        play.on(new RetryRequested(Play.ID, Play.RUN, NEXT));
        assertThat(play.queue).doesNotContainKey("CONCLUDE/c");
        play.on(new RangeCompared(play.take("COMPARE/c#0"), 45, 450));

        assertThat(((ConcludeCollection) play.queue.get("CONCLUDE/c")).ranges()).isEqualTo(2);
    }

    @Test
    void aFailedConclusionIsDoneAgain() {
        Play play = loaded();
        play.on(new CollectionFinished(play.take("FINISH/c"), 90));
        play.on(new CollectionInspected(play.take("INSPECT/c"), 0, null));
        play.on(new TaskFailed(play.take("CONCLUDE/c"), REFUSED));

        play.on(new RetryRequested(Play.ID, Play.RUN, NEXT));

        assertThat(play.queue).containsKey("CONCLUDE/c");
        assertThat(status(play, "c").state()).isEqualTo("VERIFYING");
    }

    @Test
    void aRetryGoesOnAfterARestart() {
        Play play = besides(2);
        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        play.dumped("t0");
        play.dumped("t1");
        play.on(new TaskFailed(play.take("IMPORT/t0"), REFUSED));
        play.imported("t1");
        play.restart();

        play.on(new RetryRequested(Play.ID, Play.RUN, NEXT));
        play.restart();
        play.imported("t0");

        assertThat(play.queue).containsKey("FINISH/c");
    }

    @Test
    void aFailureOfAnAttemptThatWasRepeatedSinceDoesNotCount() {
        Play play = besides(1);
        TaskRef first = play.take("PREPARE/c");
        play.on(new TaskFailed(first, REFUSED));
        play.on(new RetryRequested(Play.ID, Play.RUN, NEXT));

        play.on(new TaskFailed(first, REFUSED));

        assertThat(status(play, "c").verdict()).isNull();
    }

    private static RunVerb verb(String name) {
        return switch (name) {
            case "pause" -> new PauseRequested(Play.ID, Play.RUN);
            case "resume" -> new ResumeRequested(Play.ID, Play.RUN);
            case "cancel" -> new CancelRequested(Play.ID, Play.RUN);
            default -> new RetryRequested(Play.ID, Play.RUN, NEXT);
        };
    }

    private static String described(Play play) {
        if (play.migration.status().messages().isEmpty()) {
            return "unknown";
        }
        MigrationStatus status = play.status();
        return status.state()
                + (Boolean.TRUE.equals(status.paused()) ? ", paused" : "")
                + (status.verdict() == null ? "" : ", " + status.verdict())
                + (status.run() == Play.RUN ? "" : ", anew");
    }

    private static CollectionStatus status(Play play, String collection) {
        return play.migration.status().messages().stream()
                .filter(CollectionStatus.class::isInstance)
                .map(CollectionStatus.class::cast)
                .filter(status -> status.source().equals(collection))
                .findFirst()
                .orElseThrow();
    }

    private static Play running(int tasks) {
        Play play = Play.requested(Command.MIGRATE);
        play.plan("c", tasks, 0);
        play.on(new TargetChecked(play.take("CHECK_TARGET/migration"), "2.3.5", 1));
        return play;
    }

    /** A collection with one task, whose rows are on the target, beside one that is not. */
    private static Play loaded() {
        Play play = besides(1);
        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        play.dumped("t0");
        play.imported("t0");
        return play;
    }

    /** A collection with tasks and, beside it, an empty one that waits to be prepared. */
    private static Play besides(int tasks) {
        Play play = Play.requested(Command.MIGRATE);
        TaskRef ref = play.take("PLAN/migration");
        play.taskPlanned(ref, "c", tasks);
        play.on(new MigrationPlanned(ref, List.of(Play.planned("c", tasks, 0), Play.planned("other", 0, 0)), null));
        play.on(new TargetChecked(play.take("CHECK_TARGET/migration"), "2.3.5", 1));
        return play;
    }
}
