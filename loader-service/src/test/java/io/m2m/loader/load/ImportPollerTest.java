package io.m2m.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Event;
import io.m2m.common.message.Event.ImportCompleted;
import io.m2m.common.message.Event.TaskProgressed;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Metric;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ImportPollerTest {
    private static final TaskRef REF = new TaskRef(StagedMigration.MIGRATION, 1, Step.IMPORT, "t1", 1);

    private final TestClock clock = new TestClock();
    private final FakeTarget target = new FakeTarget();
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger deafFor = new AtomicInteger();
    private final AtomicReference<String> moved = new AtomicReference<>("");

    @TempDir
    private Path folder;

    private ImportPoller poller() {
        return new ImportPoller(
                event -> {
                    if (event instanceof ImportCompleted && deafFor.getAndDecrement() > 0) {
                        throw new IllegalStateException("Kafka is away");
                    }
                    heard.add(event);
                },
                new HastyScheduler(clock),
                clock,
                () -> {},
                UnaryOperator.identity());
    }

    private void follow(ImportPoller poller) throws IOException {
        StagedMigration staged = new StagedMigration(folder);
        CollectionPlan plan = staged.collection("a", "a", Metric.L2, 8, SourceIndex.bruteForce(VectorType.FLOAT));
        staged.task(plan, "_default", "t1", 10);
        target.create(new NewCollection("a", "m2m", "id", "data", VectorType.FLOAT, 8, null));
        StagedTask task = new StagedTask(
                StagedMigration.MIGRATION,
                1,
                "t1",
                "a",
                "_default",
                target.find("a").orElseThrow().id(),
                true,
                List.of(staged.store().importPath("a/_default/t1/data.npy")),
                "one",
                10,
                1_000);
        ImportCourse course = new ImportCourse(task, target, target, staged.documents(), clock);
        poller.follow(
                REF,
                course,
                (rows, bytes) -> moved.set(rows + " rows, " + bytes + " bytes"),
                ((Next.Wait) course.begin()).duration());
    }

    @Test
    void tellsTheEndAgainUntilItIsHeard() throws IOException {
        deafFor.set(3);
        try (ImportPoller poller = poller()) {
            follow(poller);

            Awaitility.await().until(() -> heard.contains(new ImportCompleted(REF, 10)));
        }
        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void givesASignOfLifeWhileTheTargetWorks() throws IOException {
        target.held = true;
        try (ImportPoller poller = poller()) {
            follow(poller);

            Awaitility.await().until(() -> heard.stream().anyMatch(TaskProgressed.class::isInstance));
        }
    }

    @Test
    @Timeout(20)
    void makesRoomWhenAnImportEnds() throws IOException, InterruptedException {
        try (ImportPoller poller = poller()) {
            follow(poller);

            poller.awaitPlace(1, () -> false);

            assertThat(heard).contains(new ImportCompleted(REF, 10));
            assertThat(moved).hasValue("10 rows, 1000 bytes");
            assertThat(poller.renew(REF)).isEmpty();
        }
    }

    @Test
    void tellsHowManyTheTargetIsAtWorkOn() throws IOException {
        target.held = true;
        try (ImportPoller poller = poller()) {
            follow(poller);

            Awaitility.await().until(() -> poller.running() == 1);
            assertThat(poller.waiting()).isZero();
        }
    }
}
