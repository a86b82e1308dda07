package io.m2m.coordinator.web;

import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The newest summary of every migration and collection. Safe for use by many threads. */
final class StatusView {
    private final Map<String, MigrationStatus> migrations = new TreeMap<>();
    private final Map<String, Map<String, CollectionStatus>> collections = new TreeMap<>();
    private final List<Consumer<StatusMessage>> watchers = new CopyOnWriteArrayList<>();

    /** Collections of a run before the newest are forgotten: it may have fewer. */
    void accept(StatusMessage message) {
        synchronized (this) {
            switch (message) {
                case MigrationStatus whole -> {
                    migrations.put(whole.migration(), whole);
                    of(whole.migration()).values().removeIf(part -> part.run() < whole.run());
                }
                case CollectionStatus part -> {
                    MigrationStatus whole = migrations.get(part.migration());
                    if (whole != null && part.run() < whole.run()) {
                        return;
                    }
                    of(part.migration()).put(part.source(), part);
                }
            }
        }
        watchers.forEach(watcher -> watcher.accept(message));
    }

    private Map<String, CollectionStatus> of(String migration) {
        return collections.computeIfAbsent(migration, each -> new TreeMap<>());
    }

    synchronized List<MigrationStatus> migrations() {
        return List.copyOf(migrations.values());
    }

    synchronized Optional<MigrationStatus> migration(String id) {
        return Optional.ofNullable(migrations.get(id));
    }

    synchronized List<CollectionStatus> collections(String id) {
        return List.copyOf(collections.getOrDefault(id, Map.of()).values());
    }

    /** What is known of one migration, the whole first. */
    synchronized List<StatusMessage> all(String id) {
        List<StatusMessage> all = new ArrayList<>();
        migration(id).ifPresent(all::add);
        all.addAll(collections(id));
        return all;
    }

    /** @return to be run when the watcher wants to hear no more */
    Runnable watch(Consumer<StatusMessage> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }
}
