package io.m2m.coordinator.migration;

import io.m2m.common.message.Command;
import io.m2m.common.message.Event;
import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.message.Event.MigrationPlanned;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Event.PlannedCollection;
import io.m2m.common.message.Event.TaskPlanned;
import io.m2m.common.message.Level;
import io.m2m.common.message.PlanEntry;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.TaskMessage;
import io.m2m.common.message.TaskRef;
import io.m2m.common.model.DuplicateIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays events to a migration and keeps what it remembers and sends, as the store and the queues would. */
final class Play {
    static final String ID = "m1";
    static final long RUN = 1_000;

    final Map<String, TaskMessage> queue = new LinkedHashMap<>();
    final List<TaskMessage> sent = new ArrayList<>();
    final Map<String, TaskRecord> tasks = new LinkedHashMap<>();
    final Map<String, CollectionRecord> collections = new LinkedHashMap<>();
    MigrationRecord header;
    private final Room room;
    /** Of the plans to come. */
    @Nullable
    Boolean cleans;

    Migration migration;
    Instant clock = Instant.ofEpochMilli(RUN);

    /** Four lanes, one task in each. */
    Play() {
        this(new Room(4, 0, 8));
    }

    Play(Room room) {
        this.room = room;
        this.migration = migration();
    }

    static Play requested(Command command) {
        return new Play().requesting(command);
    }

    Play requesting(Command command) {
        on(new MigrationRequested(ID, RUN, command, Level.FULL));
        return this;
    }

    void on(Event event) {
        clock = clock.plusMillis(1);
        remember(migration.on(event, clock));
    }

    void watch(Instant now) {
        clock = now;
        remember(migration.watch(now));
    }

    void pace(Instant now) {
        clock = now;
        remember(migration.pace(now));
    }

    private void remember(Decision decision) {
        if (decision.startedAnew()) {
            tasks.clear();
            collections.clear();
        }
        decision.migrations().forEach(record -> header = record);
        decision.collections().forEach(record -> collections.put(record.source(), record));
        decision.tasks().forEach(record -> tasks.put(record.key(), record));
        decision.dispatches().forEach(dispatch -> {
            queue.put(dispatch.task().ref().key(), dispatch.task());
            sent.add(dispatch.task());
        });
    }

    /** The coordinator dies; another takes up what was remembered. */
    void restart() {
        migration = migration();
        if (header != null) {
            migration.restore(header, List.copyOf(collections.values()), clock);
        }
    }

    private Migration migration() {
        return new Migration(room, new TaskArchive() {
            @Override
            public @Nullable TaskRecord find(String key) {
                return tasks.get(key);
            }

            @Override
            public void each(Consumer<TaskRecord> task) {
                tasks.values().forEach(task);
            }
        });
    }

    /** Takes a task that was sent off its queue. */
    TaskRef take(String key) {
        TaskMessage task = queue.remove(key);
        if (task == null) {
            throw new AssertionError("no task " + key + " was sent; queued: " + queue.keySet());
        }
        return task.ref();
    }

    void plan(String collection, int tasks, int quarantined) {
        TaskRef ref = take("PLAN/migration");
        taskPlanned(ref, collection, tasks);
        on(new MigrationPlanned(ref, List.of(planned(collection, tasks, quarantined)), cleans));
    }

    /** Tasks t0, t1 and so on, of 100 rows and 1000 bytes each. */
    void taskPlanned(TaskRef planning, String collection, int tasks) {
        for (int task = 0; task < tasks; task++) {
            on(new TaskPlanned(planning, "t" + task, collection, "_default", 100, 1000, new PlanEntry(task, 1), null));
        }
    }

    /** Collections with a policy for repeated ids. Tasks are t0 and so on, or c0 and d0 of several. */
    void planUnder(DuplicateIds policy, int tasks, String... collections) {
        TaskRef ref = take("PLAN/migration");
        List<PlannedCollection> planned = new ArrayList<>();
        for (String collection : collections) {
            for (int task = 0; task < tasks; task++) {
                String name = (collections.length == 1 ? "t" : collection) + task;
                on(new TaskPlanned(ref, name, collection, "_default", 100, 1000, new PlanEntry(task, 1), null));
            }
            planned.add(new PlannedCollection(collection, collection, tasks, 100L * tasks, 1000L * tasks, 0, policy));
        }
        on(new MigrationPlanned(ref, planned, cleans));
    }

    static PlannedCollection planned(String collection, int tasks, int quarantined) {
        return new PlannedCollection(collection, collection, tasks, 100L * tasks, 1000L * tasks, quarantined, null);
    }

    void dumped(String task) {
        on(new Event.SegmentsDumped(take("DUMP/" + task), new DumpFacts(90, 900, 0, 0)));
    }

    void imported(String task) {
        TaskRef ref = take("IMPORT/" + task);
        on(new Event.ImportSubmitted(ref, "7"));
        on(new Event.ImportCompleted(ref, 90));
    }

    MigrationStatus status() {
        return (MigrationStatus) migration.status().messages().getFirst();
    }
}
