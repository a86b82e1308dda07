package io.m2m.coordinator.migration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is new of a migration and its collections since it was handed out last. */
final class Changes {
    private boolean startedAnew;
    private @Nullable MigrationRecord migration;
    private final Map<String, CollectionRecord> collections = new LinkedHashMap<>();

    /** All that was remembered before is of an earlier run. */
    void startAnew() {
        startedAnew = true;
        collections.clear();
    }

    void add(MigrationRecord changed) {
        migration = changed;
    }

    void add(CollectionRecord changed) {
        collections.put(changed.source(), changed);
    }

    Decision take(List<Decision.Dispatch> dispatches, List<TaskRecord> tasks) {
        Decision decision = new Decision(
                dispatches,
                startedAnew,
                migration == null ? List.of() : List.of(migration),
                List.copyOf(collections.values()),
                tasks);
        startedAnew = false;
        migration = null;
        collections.clear();
        return decision;
    }
}
