package io.m2m.coordinator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import io.m2m.common.message.StatusMessage.TaskCounts;
import io.m2m.common.message.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MigrationGaugesTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final MigrationGauges gauges = new MigrationGauges(registry);

    @Test
    void tasksAreToldByPhaseAndStateBeforeAnythingIsRequested() {
        assertThat(values("m2m.tasks", "state"))
                .containsOnlyKeys("queued", "running", "retrying", "done", "failed")
                .allSatisfy((state, tasks) -> assertThat(tasks).isZero());
    }

    @Test
    void tasksAreWhereTheSummarySays() {
        gauges.accept(status("RUNNING", false, null, phase("load", 5, 40, new TaskCounts(4, 3, 2, 1))));

        assertThat(tasks("load", "queued")).isEqualTo(4);
        assertThat(tasks("load", "running")).isEqualTo(3);
        assertThat(tasks("load", "retrying")).isEqualTo(2);
        assertThat(tasks("load", "failed")).isEqualTo(1);
        assertThat(tasks("load", "done")).isEqualTo(4);
        assertThat(tasks("dump", "queued")).isZero();
    }

    @Test
    void aSummaryOfAnOlderCoordinatorTellsWhatIsDone() {
        gauges.accept(status("RUNNING", false, null, phase("load", 5, 40, null)));

        assertThat(tasks("load", "done")).isEqualTo(5);
        assertThat(tasks("load", "queued")).isZero();
    }

    @Test
    void exactlyOneStateIsOne() {
        gauges.accept(status("RUNNING", false, null));
        assertThat(ones("m2m.migration.state", "state")).containsExactly("RUNNING");

        gauges.accept(status("RUNNING", true, null));
        assertThat(ones("m2m.migration.state", "state")).containsExactly("PAUSED");

        gauges.accept(status("FINISHED", true, Verdict.MISMATCH));
        assertThat(ones("m2m.migration.state", "state")).containsExactly("FINISHED");
    }

    @Test
    void noVerdictIsOneUntilThereIsOne() {
        gauges.accept(status("RUNNING", false, null));
        assertThat(ones("m2m.verdict", "verdict")).isEmpty();

        gauges.accept(status("FINISHED", false, Verdict.INCOMPLETE));
        assertThat(ones("m2m.verdict", "verdict")).containsExactly("INCOMPLETE");
    }

    @Test
    void progressIsTheShareOfTheRows() {
        gauges.accept(status("RUNNING", false, null, phase("dump", 1, 25, null), phase("load", 0, 0, null)));

        assertThat(values("m2m.progress.ratio", "phase")).isEqualTo(Map.of("dump", 0.25, "load", 0.0));
    }

    @Test
    void aRunThatEndedWellIsThroughEvenWithoutRows() {
        gauges.accept(status(
                "FINISHED", false, Verdict.VERIFIED, new PhaseProgress("verify", 0, 0, 0, 0, 0, 0, null, null, null)));

        assertThat(values("m2m.progress.ratio", "phase")).isEqualTo(Map.of("verify", 1.0));
    }

    @Test
    void whatIsLeftIsUnknownAtFirstAndNothingAtTheEnd() {
        gauges.accept(status("PLANNING", false, null));
        assertThat(registry.get("m2m.eta.seconds").gauge().value()).isNaN();

        gauges.accept(status("FINISHED", false, Verdict.VERIFIED));
        assertThat(registry.get("m2m.eta.seconds").gauge().value()).isZero();
    }

    @Test
    void quarantinedSegmentsAreToldByMigration() {
        gauges.accept(status("RUNNING", false, null));

        assertThat(registry.get("m2m.quarantined.segments")
                        .tag("migration", "m-1")
                        .gauge()
                        .value())
                .isEqualTo(2);
    }

    private double tasks(String phase, String state) {
        return registry.get("m2m.tasks")
                .tags("phase", phase, "state", state)
                .gauge()
                .value();
    }

    private List<String> ones(String name, String tag) {
        return values(name, tag).entrySet().stream()
                .filter(each -> each.getValue() == 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, Double> values(String name, String tag) {
        return registry.get(name).gauges().stream()
                .collect(Collectors.toMap(gauge -> gauge.getId().getTag(tag), Gauge::value, Double::sum));
    }

    private static PhaseProgress phase(String name, long done, long rows, @Nullable TaskCounts tasks) {
        return new PhaseProgress(name, done, 9, rows, 100, rows * 8, 800, null, null, tasks);
    }

    private static MigrationStatus status(
            String state, boolean paused, @Nullable Verdict verdict, PhaseProgress... phases) {
        Instant started = Instant.parse("2026-01-01T00:00:00Z");
        return new MigrationStatus(
                "m-1",
                1,
                Command.MIGRATE,
                Level.FULL,
                state,
                paused,
                List.of(phases),
                2,
                verdict,
                null,
                null,
                null,
                Limits.NONE,
                null,
                started,
                verdict == null ? null : started.plusSeconds(60));
    }
}
