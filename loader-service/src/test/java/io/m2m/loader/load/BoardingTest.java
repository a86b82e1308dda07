package io.m2m.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.message.Event;
import io.m2m.common.message.Event.ImportCompleted;
import io.m2m.common.message.Event.ImportSubmitted;
import io.m2m.common.message.LoadTask.ImportFiles;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Metric;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import io.m2m.common.staging.StagingLayout;
import io.m2m.loader.milvus2.RealServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that wait while one job is under way, as many as there may be. */
@Timeout(60)
final class BoardingTest {
    private static final int ROWS = 10;

    private final TestClock clock = new TestClock();
    private final FakeTarget target = new FakeTarget();
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final List<Thread> workers = new CopyOnWriteArrayList<>();
    private final ImportPoller poller =
            new ImportPoller(heard::add, new HastyScheduler(clock), clock, () -> {}, UnaryOperator.identity());

    private StagedMigration staged;
    private CollectionPlan plan;
    private StartImport start;

    @BeforeEach
    void occupyTheTarget(@TempDir Path folder) throws Exception {
        staged = new StagedMigration(folder);
        plan = staged.collection("a", "a", Metric.L2, 8, SourceIndex.bruteForce(VectorType.FLOAT), "p");
        target.create(new NewCollection("a", "m2m", "id", "data", VectorType.FLOAT, 8, null));
        target.addPartition("a", "p");
        target.offer = new Imports.Offer(64, true, Duration.ZERO, false);
        start = new StartImport(
                target,
                target,
                RealServer.config("http://fake:19530", new IndexChoice.FromSource(), IfExists.FAIL),
                staged.documents(),
                staged.store()::importPath,
                poller,
                1,
                clock);
        for (int i = 0; i <= 4; i++) {
            staged.task(plan, i == 4 ? "p" : "_default", "t" + i, ROWS);
        }
        target.held = true;
        start("t0", "_default").get();
    }

    @AfterEach
    void close() {
        poller.close();
        workers.forEach(Thread::interrupt);
    }

    private Future<Event> start(String task, String tag) {
        TaskRef ref = ref(task);
        FutureTask<Event> work = new FutureTask<>(() -> {
            Event first = start.start(new ImportFiles(ref, "a", tag), (rows, bytes) -> {});
            heard.add(first);
            return first;
        });
        workers.add(Thread.ofPlatform().daemon().start(work));
        return work;
    }

    private List<Future<Event>> startAndWait(int from, int to) {
        List<Future<Event>> all = IntStream.rangeClosed(from, to)
                .mapToObj(i -> start("t" + i, i == 4 ? "p" : "_default"))
                .toList();
        await().until(() -> workers.stream()
                        .filter(worker -> worker.getState() == Thread.State.WAITING)
                        .count()
                == all.size());
        return all;
    }

    private Set<String> completed() {
        return heard.stream()
                .filter(ImportCompleted.class::isInstance)
                .map(event -> ((ImportCompleted) event).ref().name())
                .collect(Collectors.toSet());
    }

    @Test
    void takesAlongWhatWaitsForTheSamePartitionInOneJob() throws Exception {
        List<Future<Event>> waiting = startAndWait(1, 4);

        target.held = false;

        await().until(() -> completed().size() == 5);
        assertThat(target.groupsOfJobs()).containsExactlyInAnyOrder(1, 3, 1);
        assertThat(target.heldRows("a", "_default")).isEqualTo(4 * ROWS);
        assertThat(target.heldRows("a", "p")).isEqualTo(ROWS);
        for (Future<Event> each : waiting) {
            assertThat(each.get()).isInstanceOf(ImportSubmitted.class);
        }
        assertThat(heard).contains(new ImportCompleted(ref("t2"), ROWS));
    }

    @Test
    void leavesEachItsOwnJobWhereTheTargetTakesOneGroup() throws Exception {
        target.offer = new Imports.Offer(1, false, Duration.ZERO, true);
        startAndWait(1, 3);

        target.held = false;

        await().until(() -> completed().size() == 4);
        assertThat(target.groupsOfJobs()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void importsEachOfThemOnceWhenTheAnswerIsLost() throws Exception {
        List<Future<Event>> waiting = startAndWait(1, 3);
        target.losesAnswer = true;
        target.held = false;
        for (Future<Event> each : waiting) {
            assertThatThrownBy(each::get).hasCauseInstanceOf(ProblemException.class);
        }

        for (int i = 1; i <= 3; i++) {
            start("t" + i, "_default");
        }

        await().until(() -> completed().size() == 4);
        assertThat(target.groupsOfJobs()).containsExactly(1, 3);
        assertThat(target.heldRows("a", "_default")).isEqualTo(4 * ROWS);
    }

    @Test
    void importsTheOthersWhenOneOfThemCannotBe() throws Exception {
        staged.store().delete(StagingLayout.taskFolder("a", "_default", "t2") + "data.npy");
        startAndWait(1, 3);

        target.held = false;

        await().until(() -> completed().size() == 3);
        assertThat(completed()).containsExactlyInAnyOrder("t0", "t1", "t3");
        await().until(() -> heard.stream().anyMatch(Event.TaskFailed.class::isInstance));
        assertThat(target.heldRows("a", "_default")).isEqualTo(3 * ROWS);
    }

    private static TaskRef ref(String task) {
        return new TaskRef(StagedMigration.MIGRATION, 1, Step.IMPORT, task, 1);
    }

    @Test
    void importsATaskOfARequestThatWasNeverMade() throws Exception {
        loseTheProcessBeforeAllHaveNoted();

        start("t1", "_default").get();

        target.held = false;
        await().until(() -> completed().contains("t1"));
        assertThat(target.groupsOfJobs()).containsExactly(1, 1);
    }

    /** The note of t1 says that it was to go with t2, whose note is not there. */
    private void loseTheProcessBeforeAllHaveNoted() throws IOException, ExecutionException, InterruptedException {
        List<Future<Event>> waiting = startAndWait(1, 2);
        target.losesAnswer = true;
        target.held = false;
        for (Future<Event> each : waiting) {
            assertThatThrownBy(each::get).hasCauseInstanceOf(ProblemException.class);
        }
        await().until(() -> completed().contains("t0"));
        target.forgetLast();
        staged.forgetImport("t2");
    }
}
