package io.m2m.common.metrics;

import io.m2m.common.message.DumpTask;
import io.m2m.common.message.Event;
import io.m2m.common.message.LoadTask;
import io.m2m.common.message.Phase;
import io.m2m.common.message.PlanTask;
import io.m2m.common.message.Progress;
import io.m2m.common.message.TaskMessage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * Counts what happens in this process. The names are {@code m2m_...} as Prometheus shows them, listed in docs/operations.md. Safe
 * for use by many threads.
 */
public final class Meters implements AutoCloseable {
    /** How often it is looked whether a Kafka client has new metrics, those of a new partition for example. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private final MeterRegistry registry;
    private final boolean seen;
    private final TasksUnderWay tasks;
    private final ScheduledExecutorService refresher = Executors.newScheduledThreadPool(
            0, Thread.ofPlatform().daemon().name("metrics-", 0).factory());

    private Meters(MeterRegistry registry, boolean seen) {
        this.registry = registry;
        this.seen = seen;
        this.tasks = new TasksUnderWay(registry);
    }

    /** Counters start at zero here, so that the first of each is seen as one more. */
    public static Meters of(MeterRegistry registry) {
        Meters meters = new Meters(registry, true);
        for (Dependency dependency : Dependency.values()) {
            meters.retries(dependency);
        }
        return meters;
    }

    /** For who has nobody to tell. */
    public static Meters none() {
        return new Meters(new CompositeMeterRegistry(), false);
    }

    /**
     * This process takes tasks from a queue.
     *
     * @param topic the queue
     * @param family its tasks
     */
    public void worksOn(String topic, Class<? extends TaskMessage> family) {
        deadLetters(topic);
        phase(family).ifPresent(tasks::worksOn);
    }

    /** Empty for a family whose tasks move no rows. */
    private static Optional<Phase> phase(Class<? extends TaskMessage> family) {
        if (family == PlanTask.class) {
            return Optional.empty();
        }
        return Optional.of(
                family == DumpTask.class ? Phase.DUMP : family == LoadTask.class ? Phase.LOAD : Phase.VERIFY);
    }

    /** This process begins an attempt. @return where it tells how far it is, also after the task is off its queue */
    public Progress begin(TaskMessage task) {
        return tasks.begin(task);
    }

    /** The coordinator has been told something. */
    public void told(Event event) {
        tasks.told(event);
    }

    /**
     * The imports this process follows.
     *
     * @param waiting those the target has not begun
     * @param running those it is at work on
     */
    public void imports(LongSupplier waiting, LongSupplier running) {
        imports("waiting", waiting);
        imports("running", running);
    }

    private void imports(String state, LongSupplier count) {
        Gauge.builder("m2m.imports", count, LongSupplier::getAsLong)
                .tag("state", state)
                .strongReference(true)
                .register(registry);
    }

    /** Something did not answer and is asked again. */
    public void retried(Dependency dependency) {
        retries(dependency).increment();
    }

    private Counter retries(Dependency dependency) {
        return registry.counter("m2m.retries", Tags.of("dependency", dependency.label()));
    }

    /** A message was put on the dead-letter topic. @param topic the one it had been on */
    public void setAside(String topic) {
        deadLetters(topic).increment();
    }

    private Counter deadLetters(String topic) {
        return registry.counter("m2m.dead.letters", Tags.of("topic", topic));
    }

    /** Messages may be set aside from this topic. */
    public void mayBeSetAside(String topic) {
        deadLetters(topic);
    }

    /**
     * Shows the metrics that a Kafka client keeps of itself.
     *
     * @param binder makes the binding from what runs its refreshing and how often
     * @return to be closed with the client
     */
    public <B extends MeterBinder & AutoCloseable> AutoCloseable show(
            BiFunction<ScheduledExecutorService, Duration, B> binder) {
        if (!seen) {
            return () -> {};
        }
        B binding = binder.apply(refresher, REFRESH);
        binding.bindTo(registry);
        return binding;
    }

    @Override
    public void close() {
        refresher.shutdownNow();
    }
}
