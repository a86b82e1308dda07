package io.m2m.benchmarks;

import io.m2m.common.message.Event;
import io.m2m.common.message.Event.MigrationPlanned;
import io.m2m.common.message.Event.PlannedCollection;
import io.m2m.common.message.Event.TaskPlanned;
import io.m2m.common.message.PlanEntry;
import io.m2m.common.message.TaskRef;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The plan of a store that does not exist: every segment is a task of its own.
 *
 * @param segments over all collections
 */
record StandInPlan(int segments) {
    static final long ROWS = 1_000;
    static final long BYTES = ROWS * 520;

    private static final int COLLECTIONS = 100;
    /** Length of a task's line in the plan of a genuine store. */
    private static final int LINE = 700;

    /** What the coordinator's planner would tell, one after another. */
    Stream<Event> events(TaskRef planning) {
        return Stream.concat(
                IntStream.range(0, segments).mapToObj(segment -> planned(planning, segment)),
                Stream.of(new MigrationPlanned(
                        planning,
                        IntStream.range(0, COLLECTIONS)
                                .mapToObj(this::collection)
                                .toList(),
                        null)));
    }

    private static TaskPlanned planned(TaskRef planning, int segment) {
        return new TaskPlanned(
                planning,
                String.format("%016x", segment * 0x9E3779B97F4A7C15L),
                "collection_" + segment % COLLECTIONS,
                "_default",
                ROWS,
                BYTES,
                new PlanEntry((long) segment * LINE, LINE),
                null);
    }

    private PlannedCollection collection(int number) {
        int tasks = segments / COLLECTIONS + (number < segments % COLLECTIONS ? 1 : 0);
        String name = "collection_" + number;
        return new PlannedCollection(name, name, tasks, tasks * ROWS, tasks * BYTES, 0, null);
    }
}
