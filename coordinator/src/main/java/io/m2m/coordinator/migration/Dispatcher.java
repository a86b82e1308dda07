package io.m2m.coordinator.migration;

import io.m2m.common.message.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Keeps what waits, for its collection or for one of the four queues, and lets go what may be sent. */
final class Dispatcher {
    private enum Queue {
        PLAN,
        DUMP,
        LOAD,
        VERIFY
    }

    /** @param lane partition of its queue */
    record Next(TaskRecord task, int lane) {}

    private final Flow flow;
    private final Map<Queue, Lanes> queues = new EnumMap<>(Queue.class);
    private final Map<String, List<TaskRecord>> held = new HashMap<>();

    Dispatcher(Room room, Flow flow) {
        this.flow = flow;
        for (Queue queue : Queue.values()) {
            queues.put(queue, new Lanes(room));
        }
    }

    Lanes lanes(Step step) {
        return queues.get(
                switch (step) {
                    case PLAN, REPORT, CLEAN -> Queue.PLAN;
                    case FIND_REPEATED_IDS, DUMP -> Queue.DUMP;
                    case CHECK_TARGET, PREPARE, IMPORT, FINISH -> Queue.LOAD;
                    case INSPECT, COMPARE, SEARCH, CONCLUDE -> Queue.VERIFY;
                });
    }

    /**
     * Takes the next task that may be sent off what waits.
     *
     * @param staged see {@link Flow#lets}
     */
    Optional<Next> next(Instant now, LongSupplier staged) {
        for (Lanes queue : queues.values()) {
            int lane = queue.freeLane(task -> flow.lets(task, queue.importsUnderWay(), staged, now));
            if (lane >= 0) {
                TaskRecord task = queue.take(lane);
                flow.gone(task, now);
                return Optional.of(new Next(task, lane));
            }
        }
        return Optional.empty();
    }

    void add(TaskRecord task) {
        lanes(task.step()).add(task);
    }

    void settle(TaskRecord task) {
        lanes(task.step()).settle(task);
    }

    /** Keeps a task back until its collection is released. */
    void hold(TaskRecord task) {
        held.computeIfAbsent(task.collection(), each -> new ArrayList<>()).add(task);
    }

    List<TaskRecord> release(String collection) {
        List<TaskRecord> released = held.remove(collection);
        return released == null ? List.of() : released;
    }

    void dropCollection(String collection) {
        held.remove(collection);
        queues.values().forEach(lanes -> lanes.drop(collection));
    }
}
