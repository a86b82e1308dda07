package io.m2m.common.metrics;

import io.m2m.common.message.Event;
import io.m2m.common.message.Phase;
import io.m2m.common.message.Progress;
import io.m2m.common.message.TaskMessage;
import io.m2m.common.message.TaskRef;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The attempts of this process at tasks that move rows: how much they moved, and how long those took that succeeded.
 */
final class TasksUnderWay {
    /** Names of collections beyond these are counted as one, so that a store of very many cannot fill Prometheus. */
    private static final int COLLECTIONS = 500;

    private static final String OTHERS = "(others)";

    /** A dump of a small task takes milliseconds, an import of a gigabyte minutes. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private final MeterRegistry registry;
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
    private final Set<String> collections = ConcurrentHashMap.newKeySet();

    TasksUnderWay(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param accepted whether the target has taken the import */
    private record Attempt(Phase phase, long startNanos, boolean accepted) {}

    void worksOn(Phase phase) {
        timer(phase);
    }

    Progress begin(TaskMessage task) {
        Optional<Phase> phase = Phase.of(task.ref().step());
        if (phase.isEmpty()) {
            return (rows, bytes) -> {};
        }
        Tags tags = Tags.of("phase", phase.get().label(), "collection", label(task.collection()));
        Moved moved = new Moved(registry.counter("m2m.rows", tags), registry.counter("m2m.bytes", tags));
        // An import that is under way already goes on, whoever asks for it again.
        attempts.merge(
                key(task.ref()),
                new Attempt(phase.get(), now(), false),
                (before, after) -> before.accepted() ? before : after);
        return moved;
    }

    private String label(String collection) {
        if (collections.contains(collection)) {
            return collection;
        }
        return collections.size() < COLLECTIONS && collections.add(collection) ? collection : OTHERS;
    }

    void told(Event event) {
        switch (event) {
            case Event.ImportSubmitted submitted ->
                attempts.computeIfPresent(
                        key(submitted.ref()),
                        (key, attempt) -> new Attempt(attempt.phase(), attempt.startNanos(), true));
            case Event.SegmentsDumped done -> end(done.ref());
            case Event.ImportCompleted done -> end(done.ref());
            case Event.RangeCompared done -> end(done.ref());
            case Event.TaskFailed failed -> attempts.remove(key(failed.ref()));
            default -> {}
        }
    }

    private void end(TaskRef ref) {
        Attempt attempt = attempts.remove(key(ref));
        if (attempt != null) {
            timer(attempt.phase()).record(now() - attempt.startNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private Timer timer(Phase phase) {
        return Timer.builder("m2m.task")
                .tag("phase", phase.label())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private long now() {
        return registry.config().clock().monotonicTime();
    }

    private static String key(TaskRef ref) {
        return ref.migration() + "/" + ref.key();
    }
}
