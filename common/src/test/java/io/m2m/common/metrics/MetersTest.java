package io.m2m.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.DumpTask;
import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.message.Event.ImportCompleted;
import io.m2m.common.message.Event.ImportSubmitted;
import io.m2m.common.message.Event.RangeCompared;
import io.m2m.common.message.Event.SegmentsDumped;
import io.m2m.common.message.Event.TaskFailed;
import io.m2m.common.message.Level;
import io.m2m.common.message.LoadTask;
import io.m2m.common.message.PlanEntry;
import io.m2m.common.message.PlanTask;
import io.m2m.common.message.Progress;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.message.VerifyTask;
import io.m2m.common.model.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final MockClock clock = new MockClock();
    private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final Meters meters = Meters.of(registry);

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void rowsAndBytesCountWhileTheyMove() {
        Progress progress = meters.begin(dump("t1"));
        progress.report(1_000, 8_000);
        progress.report(1_500, 12_000);

        assertThat(count("m2m.rows", "phase", "dump", "collection", "faces")).isEqualTo(1_500);
        assertThat(count("m2m.bytes", "phase", "dump", "collection", "faces")).isEqualTo(12_000);
    }

    @Test
    void aDumpIsTimedToItsEnd() {
        meters.begin(dump("t1"));
        clock.add(3, TimeUnit.SECONDS);

        meters.told(new SegmentsDumped(ref(Step.DUMP, "t1"), new DumpFacts(8, 720, 0, 0)));

        assertThat(timer("dump").totalTime(TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void aComparisonIsTimedToItsEnd() {
        meters.begin(compare());
        clock.add(2, TimeUnit.SECONDS);

        meters.told(new RangeCompared(ref(Step.COMPARE, "faces#0"), 1_700, 13_600));

        assertThat(timer("verify").totalTime(TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void whatAnAttemptReachesAgainCountsOnce() {
        Progress progress = meters.begin(compare());

        progress.report(1_000, 8_000);
        progress.report(500, 4_000);
        progress.report(1_200, 9_600);

        assertThat(count("m2m.rows", "phase", "verify", "collection", "faces")).isEqualTo(1_200);
    }

    @Test
    void anImportLastsUntilTheTargetIsDone() {
        Progress progress = meters.begin(load());
        meters.told(new ImportSubmitted(ref(Step.IMPORT, "t1"), "job-7"));
        // The task is sent again while the target works.
        meters.begin(load());
        clock.add(40, TimeUnit.SECONDS);
        progress.report(97, 5_000);

        meters.told(new ImportCompleted(ref(Step.IMPORT, "t1"), 97));

        assertThat(count("m2m.rows", "phase", "load", "collection", "faces")).isEqualTo(97);
        assertThat(timer("load").count()).isEqualTo(1);
        assertThat(timer("load").totalTime(TimeUnit.SECONDS)).isEqualTo(40);
    }

    @Test
    void importsAreWhereTheirPollerSays() {
        meters.imports(() -> 3, () -> 1);

        assertThat(imports("waiting")).isEqualTo(3);
        assertThat(imports("running")).isEqualTo(1);
    }

    @Test
    void onlyAttemptsThatSucceedAreTimed() {
        meters.worksOn("m2m.dump-tasks", DumpTask.class);
        meters.begin(dump("t1"));
        clock.add(Duration.ofSeconds(3));

        meters.told(new TaskFailed(ref(Step.DUMP, "t1"), new Problem(Problem.Kind.DAMAGED, "a sentence")));

        assertThat(timer("dump").count()).isZero();
    }

    @Test
    void workWithoutRowsIsNotCounted() {
        meters.worksOn("m2m.plan-tasks", PlanTask.class);
        meters.begin(new LoadTask.CheckTarget(ref(Step.CHECK_TARGET, "migration")))
                .report(1, 1);

        assertThat(registry.find("m2m.rows").counters()).isEmpty();
        assertThat(registry.find("m2m.task").timers()).isEmpty();
    }

    @Test
    void countersStartAtZeroSoThatTheFirstIsSeen() {
        meters.worksOn("m2m.dump-tasks", DumpTask.class);

        for (Dependency dependency : Dependency.values()) {
            assertThat(count("m2m.retries", "dependency", dependency.label())).isZero();
        }
        assertThat(count("m2m.dead.letters", "topic", "m2m.dump-tasks")).isZero();
        assertThat(timer("dump").count()).isZero();
    }

    @Test
    void retriesAndDeadLettersAreCounted() {
        meters.retried(Dependency.MILVUS);
        meters.setAside("m2m.load-tasks");

        assertThat(count("m2m.retries", "dependency", "milvus")).isEqualTo(1);
        assertThat(count("m2m.dead.letters", "topic", "m2m.load-tasks")).isEqualTo(1);
    }

    @Test
    void collectionsBeyondTheFirstHundredsAreCountedAsOne() {
        for (int each = 0; each < 600; each++) {
            String collection = "c" + each;
            meters.begin(new VerifyTask.CompareRange(ref(Step.COMPARE, collection + "#0"), collection, 0, Level.FULL))
                    .report(1, 1);
        }

        assertThat(registry.find("m2m.rows").counters()).hasSize(501);
        assertThat(count("m2m.rows", "phase", "verify", "collection", "(others)"))
                .isEqualTo(100);
    }

    @Test
    void withoutARegistryNothingHappens() {
        try (Meters none = Meters.none()) {
            none.worksOn("m2m.load-tasks", LoadTask.class);
            none.begin(load()).report(1, 1);
            none.told(new ImportCompleted(ref(Step.IMPORT, "t1"), 97));
            none.retried(Dependency.KAFKA);
        }

        assertThat(registry.find("m2m.rows").counters()).isEmpty();
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private double imports(String state) {
        return registry.get("m2m.imports").tag("state", state).gauge().value();
    }

    private Timer timer(String phase) {
        return registry.get("m2m.task").tag("phase", phase).timer();
    }

    private static DumpTask.DumpSegments dump(String task) {
        return new DumpTask.DumpSegments(ref(Step.DUMP, task), "faces", new PlanEntry(0, 10), null);
    }

    private static LoadTask.ImportFiles load() {
        return new LoadTask.ImportFiles(ref(Step.IMPORT, "t1"), "faces", "");
    }

    private static VerifyTask.CompareRange compare() {
        return new VerifyTask.CompareRange(ref(Step.COMPARE, "faces#0"), "faces", 0, Level.FULL);
    }

    private static TaskRef ref(Step step, String name) {
        return new TaskRef("m-1", 1, step, name, 1);
    }
}
