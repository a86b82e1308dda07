package io.m2m.coordinator.migration;

import io.m2m.common.message.DumpTask.DumpSegments;
import io.m2m.common.message.Level;
import io.m2m.common.message.LoadTask.CheckTarget;
import io.m2m.common.message.LoadTask.FinishCollection;
import io.m2m.common.message.LoadTask.ImportFiles;
import io.m2m.common.message.LoadTask.PrepareCollection;
import io.m2m.common.message.PlanTask.PlanMigration;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskMessage;
import io.m2m.common.message.TaskRef;
import io.m2m.common.message.VerifyTask.CompareRange;
import io.m2m.common.message.VerifyTask.ConcludeCollection;
import io.m2m.common.message.VerifyTask.InspectCollection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Keeps what waits, for its collection or for one of the four queues, and turns a task's record into the message that is sent. */
final class Dispatcher {
    private enum Queue {
        PLAN,
        DUMP,
        LOAD,
        VERIFY
    }

    private final Map<Queue, Lanes> queues = new EnumMap<>(Queue.class);
    private final Map<String, List<TaskRecord>> held = new HashMap<>();

    /** @param importsUnderWay imports that may wait or run on the target at a time */
    Dispatcher(int partitions, int importsUnderWay) {
        for (Queue queue : Queue.values()) {
            queues.put(queue, new Lanes(partitions, queue == Queue.LOAD ? importsUnderWay : Integer.MAX_VALUE));
        }
    }

    Lanes lanes(Step step) {
        return queues.get(
                switch (step) {
                    case PLAN, REPORT -> Queue.PLAN;
                    case DUMP -> Queue.DUMP;
                    case CHECK_TARGET, PREPARE, IMPORT, FINISH -> Queue.LOAD;
                    case INSPECT, COMPARE, CONCLUDE -> Queue.VERIFY;
                });
    }

    Iterable<Lanes> all() {
        return queues.values();
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

    /** The message of every task but the report's, which carries more than the task. */
    TaskMessage message(MigrationRecord migration, CollectionProgress progress, TaskRecord task) {
        TaskRef ref = new TaskRef(migration.migration(), migration.run(), task.step(), task.name(), task.attempt());
        Level level = migration.level();
        String collection = task.collection();
        return switch (task.step()) {
            case PLAN -> new PlanMigration(ref, migration.command());
            case CHECK_TARGET -> new CheckTarget(ref);
            case DUMP -> new DumpSegments(ref, collection, Objects.requireNonNull(task.entry()));
            case PREPARE -> new PrepareCollection(ref, collection);
            case IMPORT -> new ImportFiles(ref, collection, task.partition());
            case FINISH -> new FinishCollection(ref, collection, progress.of(Step.IMPORT).rows);
            case INSPECT -> new InspectCollection(ref, collection, level);
            case COMPARE -> new CompareRange(ref, collection, rangeOf(task), level);
            case CONCLUDE ->
                new ConcludeCollection(ref, collection, Math.toIntExact(progress.of(Step.COMPARE).total), level);
            case REPORT -> throw new IllegalArgumentException("the report is built by ReportRequest");
        };
    }

    private static int rangeOf(TaskRecord task) {
        return Integer.parseInt(task.name().substring(task.name().lastIndexOf('#') + 1));
    }
}
