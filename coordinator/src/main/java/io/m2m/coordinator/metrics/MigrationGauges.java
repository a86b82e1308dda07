package io.m2m.coordinator.metrics;

import io.m2m.common.message.Phase;
import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import io.m2m.common.message.StatusMessage.TaskCounts;
import io.m2m.common.message.Verdict;
import io.m2m.coordinator.migration.MigrationState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The newest summary of each migration as gauges: what the API and the page show, too. A scrape reads numbers that are there
 * already. Safe for use by many threads.
 */
public final class MigrationGauges {
    private static final String PAUSED = "PAUSED";
    private static final Map<String, ToLongFunction<PhaseProgress>> TASKS = Map.of(
            "queued", phase -> counts(phase).queued(),
            "running", phase -> counts(phase).running(),
            "retrying", phase -> counts(phase).retrying(),
            "failed", phase -> counts(phase).failed(),
            "done", phase -> phase.doneTasks() - counts(phase).failed());

    private final MeterRegistry registry;
    private final Map<String, MigrationStatus> newest = new ConcurrentHashMap<>();

    public MigrationGauges(MeterRegistry registry) {
        this.registry = registry;
        for (Phase phase : Phase.values()) {
            TASKS.forEach((state, count) -> gauge(
                    "m2m.tasks",
                    Tags.of("phase", phase.label(), "state", state),
                    gauges -> gauges.tasks(phase.label(), count)));
        }
    }

    public void accept(StatusMessage status) {
        if (status instanceof MigrationStatus whole) {
            boolean first = newest.put(whole.migration(), whole) == null;
            if (first) {
                register(whole.migration());
            }
            whole.phases().forEach(phase -> register(whole.migration(), phase.name()));
        }
    }

    private void register(String migration) {
        Tags tags = Tags.of("migration", migration);
        Stream.concat(Arrays.stream(MigrationState.values()).map(Enum::name), Stream.of(PAUSED))
                .forEach(state -> gauge(
                        "m2m.migration.state",
                        tags.and("state", state),
                        gauges -> is(state.equals(state(gauges.status(migration))))));
        for (Verdict verdict : Verdict.values()) {
            gauge(
                    "m2m.verdict",
                    tags.and("verdict", verdict.name()),
                    gauges -> is(gauges.status(migration).verdict() == verdict));
        }
        gauge("m2m.eta.seconds", tags, gauges -> secondsLeft(gauges.status(migration)));
        gauge(
                "m2m.quarantined.segments",
                tags,
                gauges -> gauges.status(migration).quarantined());
    }

    private void register(String migration, String phase) {
        gauge(
                "m2m.progress.ratio",
                Tags.of("migration", migration, "phase", phase),
                gauges -> ratio(gauges.status(migration), phase));
    }

    /** Registering what is registered changes nothing. */
    private void gauge(String name, Tags tags, ToDoubleFunction<MigrationGauges> value) {
        Gauge.builder(name, this, value).tags(tags).strongReference(true).register(registry);
    }

    private MigrationStatus status(String migration) {
        return newest.get(migration);
    }

    /** Over all migrations. */
    private long tasks(String phase, ToLongFunction<PhaseProgress> count) {
        return newest.values().stream()
                .flatMap(status -> status.phases().stream())
                .filter(progress -> progress.name().equals(phase))
                .mapToLong(count)
                .sum();
    }

    /** A summary of a version that did not count them says nothing. */
    private static TaskCounts counts(PhaseProgress phase) {
        return phase.tasks() == null ? TaskCounts.NONE : phase.tasks();
    }

    private static String state(MigrationStatus status) {
        return status.paused() && status.finishedAt() == null ? PAUSED : status.state();
    }

    /** Unknown is not a number, over is 0. */
    private static double secondsLeft(MigrationStatus status) {
        if (status.finishedAt() != null) {
            return 0;
        }
        return status.etaSeconds() == null ? Double.NaN : status.etaSeconds();
    }

    /** By rows; what has none is through when the run ended well. */
    private static double ratio(MigrationStatus status, String name) {
        if (status.verdict() != null && status.verdict().good()) {
            return 1;
        }
        return status.phases().stream()
                .filter(phase -> phase.name().equals(name) && phase.totalRows() > 0)
                .mapToDouble(phase -> Math.min(1, (double) phase.rows() / phase.totalRows()))
                .findFirst()
                .orElse(0);
    }

    private static double is(boolean so) {
        return so ? 1 : 0;
    }
}
