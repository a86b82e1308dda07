package io.m2m.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.json.Json;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Metric;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImportCourseTest {
    private static final int ROWS = 100;

    private final TestClock clock = new TestClock();
    private final FakeTarget target = new FakeTarget();
    private StagedMigration staged;
    private NewCollection wanted;
    private String content = "one";
    private boolean made = true;
    private long run = 1;

    @BeforeEach
    void stage(@TempDir Path folder) throws IOException {
        staged = new StagedMigration(folder);
        CollectionPlan plan = staged.collection("a", "a", Metric.L2, 8, SourceIndex.bruteForce(VectorType.FLOAT));
        staged.task(plan, "_default", "t1", ROWS);
        wanted = new NewCollection("a", "m2m", "id", "data", VectorType.FLOAT, 8, null);
        target.create(wanted);
    }

    private ImportCourse course() {
        StagedTask task = new StagedTask(
                StagedMigration.MIGRATION,
                run,
                "t1",
                "a",
                "_default",
                target.find("a").orElseThrow().id(),
                made,
                java.util.List.of(
                        staged.store().importPath("a/_default/t1/data.npy"),
                        staged.store().importPath("a/_default/t1/id.npy")),
                content,
                ROWS,
                1_000);
        return new ImportCourse(task, target, target, staged.documents(), clock);
    }

    private long through(ImportCourse course) throws IOException {
        return through(course, course.begin());
    }

    private long through(ImportCourse course, Next first) {
        Next next = first;
        while (next instanceof Next.Wait wait) {
            clock.pass(wait.duration());
            next = course.step();
        }
        return ((Next.Done) next).rows();
    }

    private void pass(ImportCourse course, Duration duration) {
        java.time.Instant end = clock.instant().plus(duration);
        while (clock.instant().isBefore(end)) {
            clock.pass(Duration.ofSeconds(2));
            course.step();
        }
    }

    @Test
    void submitsOnceAndEndsWithTheRows() throws IOException {
        assertThat(through(course())).isEqualTo(ROWS);

        assertThat(target.submits).isEqualTo(1);
        assertThat(target.heldRows("a", "_default")).isEqualTo(ROWS);
    }

    @Test
    void isDoneAtOnceWhenItWasDone() throws IOException {
        through(course());
        run = 2;

        assertThat(course().begin()).isEqualTo(new Next.Done(ROWS));
        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void takesUpARunningJobAfterACrash() throws IOException {
        course().begin();

        assertThat(through(course())).isEqualTo(ROWS);
        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void takesUpAJobWhoseRecordIsGone() throws IOException {
        course().begin();
        staged.forgetImport("t1");

        assertThat(through(course())).isEqualTo(ROWS);
        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void takesUpAJobThatWasAcceptedWithoutAnAnswer() throws IOException {
        target.losesAnswer = true;
        assertThatThrownBy(() -> course().begin()).isInstanceOf(ProblemException.class);

        assertThat(through(course())).isEqualTo(ROWS);
        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void importsAgainIntoACollectionThatWasMadeAgain() throws IOException {
        through(course());
        target.drop("a");
        target.create(wanted);

        assertThat(through(course())).isEqualTo(ROWS);
        assertThat(target.submits).isEqualTo(2);
        assertThat(target.heldRows("a", "_default")).isEqualTo(ROWS);
    }

    @Test
    void refusesFilesThatWereDumpedAgainAfterTheirImport() throws IOException {
        through(course());
        content = "two";

        assertThatThrownBy(() -> course().begin())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("dumped again with other content")
                .hasMessageContaining("drop collection a");
    }

    @Test
    void refusesFilesThatWereDumpedAgainWhileTheOlderAreImported() throws IOException {
        course().begin();
        content = "two";

        assertThatThrownBy(() -> course().begin())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("dumped again");
    }

    @Test
    void importsFilesThatWereDumpedAgainAfterTheOlderFailed() throws IOException {
        target.failure = "unexpected EOF";
        assertThatThrownBy(() -> through(course())).isInstanceOf(ProblemException.class);
        target.failure = "";
        content = "two";
        run = 2;

        assertThat(through(course())).isEqualTo(ROWS);
    }

    @Test
    void submitsAFailingImportThreeTimesAndTellsTheReason() {
        target.failure = "unexpected EOF";

        assertThatThrownBy(() -> through(course()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failed -> assertThat(failed.problem().kind()).isEqualTo(Kind.TARGET))
                .hasMessageContaining("task t1")
                .hasMessageContaining("unexpected EOF");
        assertThat(target.submits).isEqualTo(3);
    }

    /** As its worker does: the task is handled again. */
    @Test
    void countsNoImportThatTheServerTurnedAway() throws IOException {
        target.turnsAway = 5;
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> course().begin())
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            away -> assertThat(away.problem().kind()).isEqualTo(Kind.UNREACHABLE));
        }

        assertThat(through(course())).isEqualTo(ROWS);
        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void submitsAFailingImportThreeTimesBesideThoseThatWereTurnedAway() throws IOException {
        target.failure = "unexpected EOF";
        target.turnsAway = 2;
        assertThatThrownBy(() -> course().begin()).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> course().begin()).isInstanceOf(ProblemException.class);

        assertThatThrownBy(() -> through(course())).hasMessageContaining("failed 3 times; the target's reason: unex");

        assertThat(target.submits).isEqualTo(3);
    }

    @Test
    void countsAnImportThatWasAcceptedWithoutAnAnswer() throws IOException {
        target.failure = "unexpected EOF";
        target.losesAnswer = true;
        assertThatThrownBy(() -> course().begin()).isInstanceOf(ProblemException.class);

        assertThatThrownBy(() -> through(course())).hasMessageContaining("failed 3 times");

        assertThat(target.submits).isEqualTo(3);
    }

    /** Where a job may show itself late, it is waited for after each submit, and everything is answered meanwhile. */
    @Test
    void givesUpAServerThatTurnsAwayForLong() throws IOException {
        target.offer = new Imports.Offer(1, false, Duration.ofMinutes(2), false);
        target.turnsAway = 100;
        assertThatThrownBy(() -> course().begin()).isInstanceOf(ProblemException.class);
        ImportCourse course = course();
        course.begin();

        assertThatThrownBy(() -> pass(course, Duration.ofMinutes(10)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        away -> assertThat(away.problem().kind()).isEqualTo(Kind.UNREACHABLE));
        assertThat(target.submits).isZero();
    }

    /** They took a submit for accepted before it was. */
    @ParameterizedTest
    @CsvSource({"INTENDED, 2, 1", "SUBMITTED, 2, 2", "INTENDED, 0, 0", "COMPLETED, 1, 1"})
    void readsTheRecordsOfEarlierVersions(ImportRecord.State state, int submits, int accepted) {
        String written = """
                {"collectionId":"7","content":"one","state":"%s","run":1,"submits":%d,"abandoned":[],"rows":0,
                 "asked":{"key":"k","tasks":["t1"],"groups":[["x"]],"at":0,"number":1}}""".formatted(state, submits);

        ImportRecord read = Json.mapper().readValue(written, ImportRecord.class);

        assertThat(read.accepts()).isEqualTo(accepted);
        assertThat(read.begun()).isEqualTo(submits > 0);
    }

    @Test
    void triesAFailedImportAgainInTheNextRun() throws IOException {
        target.failure = "unexpected EOF";
        assertThatThrownBy(() -> through(course())).isInstanceOf(ProblemException.class);
        target.failure = "";
        run = 2;

        assertThat(through(course())).isEqualTo(ROWS);
    }

    @Test
    void refusesACountOtherThanTheManifests() {
        target.tooMany = 1;

        assertThatThrownBy(() -> through(course()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("ended with 101 rows, its manifest says 100");
    }

    @Test
    void waitsForAServerThatIsAwayForAMinute() throws IOException {
        target.held = true;
        ImportCourse course = course();
        course.begin();
        target.away = true;
        pass(course, Duration.ofSeconds(60));
        target.away = false;
        target.held = false;

        assertThat(through(course, course.step())).isEqualTo(ROWS);
    }

    @Test
    void givesUpAServerThatIsAwayForLong() throws IOException {
        ImportCourse course = course();
        course.begin();
        target.away = true;

        assertThatThrownBy(() -> pass(course, Duration.ofMinutes(3)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failed -> assertThat(failed.problem().kind()).isEqualTo(Kind.UNREACHABLE));
        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void waitsForASlowJobAsLongAsTheServerIsThere() throws IOException {
        target.held = true;
        ImportCourse course = course();
        course.begin();

        pass(course, Duration.ofMinutes(14));

        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void redoesAJobThatTheServerForgotWhileItWasAway() throws IOException {
        ImportCourse course = lostAndSubmittedAgain();

        String lost = target.allJobs().getFirst().id();
        target.forget(lost);
        target.held = false;

        assertThat(through(course, course.step())).isEqualTo(ROWS);
        assertThat(target.heldRows("a", "_default")).isEqualTo(ROWS);
    }

    @Test
    void tellsOfRowsThatAreThereTwiceWhenAJobTakenAsLostWasNot() throws IOException {
        ImportCourse course = lostAndSubmittedAgain();
        target.held = false;
        target.state(target.allJobs().getFirst().id());

        assertThatThrownBy(() -> through(course, course.step()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("twice");
    }

    /** The first was slow, the second is under way when the process dies; the first completes before the next one looks. */
    private String firstCompletesWhileTheSecondIsUnderWay() throws IOException {
        lostAndSubmittedAgain();
        target.held = false;
        String first = target.allJobs().getFirst().id();
        target.state(first);
        target.held = true;
        return first;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsOfRowsThatAreThereTwiceWhenTheSecondJobCompletesAfterARestart(boolean forgotten) throws IOException {
        firstCompletesWhileTheSecondIsUnderWay();
        if (forgotten) {
            staged.forgetImport("t1");
        }
        ImportCourse course = course();
        Next next = course.begin();
        assertThat(next).isInstanceOf(Next.Wait.class);
        target.held = false;

        assertThatThrownBy(() -> through(course, next))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("twice");
        assertThat(target.heldRows("a", "_default")).isEqualTo(2 * ROWS);
    }

    @Test
    void tellsOfRowsThatAreThereTwiceWhenBothJobsCompletedBeforeARestart() throws IOException {
        firstCompletesWhileTheSecondIsUnderWay();
        target.held = false;
        target.state(target.allJobs().getLast().id());

        assertThatThrownBy(() -> course().begin())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void takesTheFirstJobWhenTheSecondFailsAfterARestart() throws IOException {
        firstCompletesWhileTheSecondIsUnderWay();
        ImportCourse course = course();
        Next next = course.begin();
        target.held = false;
        target.failure = "unexpected EOF";

        assertThat(through(course, next)).isEqualTo(ROWS);
        assertThat(target.submits).isEqualTo(2);
    }

    /** On a server that forgets jobs one may stay under way for ever. */
    @Test
    void takesTheFirstJobWhenTheSecondStaysUnderWayForLong() throws IOException {
        firstCompletesWhileTheSecondIsUnderWay();
        ImportCourse course = course();

        assertThat(through(course, course.begin())).isEqualTo(ROWS);
        assertThat(target.submits).isEqualTo(2);
    }

    private ImportCourse lostAndSubmittedAgain() throws IOException {
        target.held = true;
        ImportCourse course = course();
        course.begin();
        pass(course, Duration.ofSeconds(4));
        target.away = true;
        pass(course, Duration.ofSeconds(10));
        target.away = false;
        pass(course, Duration.ofSeconds(80));
        assertThat(target.submits).isEqualTo(2);
        return course;
    }

    @Test
    void submitsAgainWhatTheServerNoLongerKnowsIntoAnEmptyPartition() throws IOException {
        course().begin();
        target.forget(target.allJobs().getFirst().id());

        assertThat(through(course())).isEqualTo(ROWS);
        assertThat(target.submits).isEqualTo(2);
    }

    @Test
    void countsTheRowsOfAJobThatTheServerNoLongerKnows() throws IOException {
        completeAndForget();

        assertThat(through(course())).isEqualTo(ROWS);
        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void doesNotGuessHowAJobEndedWhenSomebodyElseHasRowsThere() throws IOException {
        completeAndForget();
        target.insert("a");
        target.flush("a");

        assertThatThrownBy(() -> through(course()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("may be there or not");
        assertThat(target.submits).isEqualTo(1);
    }

    private void completeAndForget() throws IOException {
        course().begin();
        String job = target.allJobs().getFirst().id();
        target.state(job);
        target.state(job);
        target.forget(job);
    }

    @Test
    void takesUpItsRecordedJobOnAServerWhoseListTellsNoFiles() throws IOException {
        target.tellsFiles = false;
        course().begin();

        assertThat(through(course())).isEqualTo(ROWS);
        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void waitsForAnAcceptedJobOnAServerWhoseListTellsNoFilesAndCountsItsRows() throws IOException {
        target.tellsFiles = false;
        loseAnAnswer();

        assertThat(through(course())).isEqualTo(ROWS);
        assertThat(target.submits).isEqualTo(1);
        assertThat(target.heldRows("a", "_default")).isEqualTo(ROWS);
    }

    @Test
    void submitsAgainOnAServerWhoseListTellsNoFilesWhenNoRowArrived() throws IOException {
        target.tellsFiles = false;
        loseAnAnswer();
        target.forgetJobs();

        assertThat(through(course())).isEqualTo(ROWS);
        assertThat(target.submits).isEqualTo(2);
    }

    @Test
    void waitsForAJobThatTheServerDoesNotShowAtOnce() throws IOException {
        target.offer = new Imports.Offer(1, false, Duration.ofMinutes(2), false);
        loseAnAnswer();
        ImportJob unseen = target.hideJobs();
        ImportCourse course = course();
        Next first = course.begin();
        pass(course, Duration.ofSeconds(60));
        assertThat(target.submits).isEqualTo(1);

        target.show(unseen);

        assertThat(through(course, first)).isEqualTo(ROWS);
        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void asksAgainWithTheSameKeyOnAServerThatKnowsKeys() throws IOException {
        target.offer = new Imports.Offer(1, true, Duration.ofMinutes(2), false);
        loseAnAnswer();
        ImportJob unseen = target.hideJobs();
        ImportCourse course = course();

        course.begin();

        assertThat(course.job()).isEqualTo(unseen.id());
        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void triesAFailedImportAgainWithAnotherKey() throws IOException {
        target.offer = new Imports.Offer(1, true, Duration.ofMinutes(2), false);
        target.failure = "unexpected EOF";
        assertThatThrownBy(() -> through(course())).isInstanceOf(ProblemException.class);
        target.failure = "";
        run = 2;

        assertThat(through(course())).isEqualTo(ROWS);
    }

    private void loseAnAnswer() {
        target.losesAnswer = true;
        assertThatThrownBy(() -> course().begin()).isInstanceOf(ProblemException.class);
    }

    @Test
    void releasesItsOwnCollectionBeforeItImports() throws IOException {
        loadCollection();

        course().begin();

        assertThat(target.loading("a").wanted()).isFalse();
    }

    @Test
    void leavesTheCollectionOfSomebodyElseLoaded() throws IOException {
        loadCollection();
        made = false;

        course().begin();

        assertThat(target.loading("a").wanted()).isTrue();
    }

    private void loadCollection() {
        target.createIndex(
                "a",
                "data",
                new io.m2m.common.schema.TargetIndex("FLAT", "L2", java.util.Map.of(), java.util.List.of()));
        target.load("a");
    }
}
