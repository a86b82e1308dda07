package io.m2m.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.message.DumpTask;
import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.message.Event.SegmentsDumped;
import io.m2m.common.message.Message;
import io.m2m.common.message.PlanEntry;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskHandler;
import io.m2m.common.message.TaskRef;
import io.m2m.common.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TaskListenerTest {
    private static final TaskRef REF = new TaskRef("m-1", 1, Step.DUMP, "t1", 1);

    private final ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void end() {
        heartbeats.shutdownNow();
    }

    @Test
    void everyLogLineOfATaskSaysWhichItIs() {
        AtomicReference<Map<String, String>> seen = new AtomicReference<>();

        listener((task, progress) -> {
                    seen.set(MDC.getCopyOfContextMap());
                    return new SegmentsDumped(task.ref(), new DumpFacts(1, 1, 0, 0));
                })
                .onMessage(record());

        assertThat(seen.get())
                .containsOnly(
                        Map.entry("migration", "m-1"), Map.entry("collection", "faces"), Map.entry("task", "DUMP/t1"));
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void aFailureLeavesNothingBehindForTheNextTask() {
        TaskListener<DumpTask> failing = listener((task, progress) -> {
            throw new IOException("disk full");
        });

        assertThatThrownBy(() -> failing.onMessage(record())).isInstanceOf(TaskFailure.class);

        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void whatATaskMovesIsCounted() {
        listener((task, progress) -> {
                    progress.report(10, 80);
                    return new SegmentsDumped(task.ref(), new DumpFacts(1, 1, 0, 0));
                })
                .onMessage(record());

        assertThat(registry.get("m2m.rows")
                        .tags("phase", "dump", "collection", "faces")
                        .counter()
                        .count())
                .isEqualTo(10);
    }

    private TaskListener<DumpTask> listener(TaskHandler<DumpTask> handler) {
        return new TaskListener<>(DumpTask.class, handler, event -> {}, heartbeats, Meters.of(registry));
    }

    private static ConsumerRecord<String, Message> record() {
        return new ConsumerRecord<>(
                "m2m.dump-tasks", 0, 0, "key", new DumpTask.DumpSegments(REF, "faces", new PlanEntry(0, 10), null));
    }
}
