package io.m2m.coordinator.web;

import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The newest summary of every migration and collection, and the last changes that led there. Safe for use by many threads. */
final class StatusView {
    /** Where somebody stands who knows nothing, or not yet everything. */
    static final long NOTHING_KNOWN = 0;

    private static final int CHANGES_KEPT = 4096;

    /**
     * A summary that is news.
     *
     * @param position above {@link #NOTHING_KNOWN} and growing; every coordinator counts alike, also after a restart
     */
    record Change(long position, StatusMessage status) {}

    private final Map<String, MigrationStatus> migrations = new TreeMap<>();
    private final Map<String, Map<String, CollectionStatus>> collections = new TreeMap<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    private final List<Consumer<Change>> watchers = new CopyOnWriteArrayList<>();
    private long newest = NOTHING_KNOWN;
    private long forgotten = NOTHING_KNOWN;

    /**
     * Collections of a run before the newest are forgotten: it may have fewer.
     *
     * @param offset of the message on the status topic
     */
    synchronized void accept(StatusMessage message, long offset) {
        if (!isNews(message)) {
            return;
        }
        newest = offset + 1;
        Change change = new Change(newest, message);
        changes.addLast(change);
        if (changes.size() > CHANGES_KEPT) {
            forgotten = changes.removeFirst().position();
        }
        watchers.forEach(watcher -> watcher.accept(change));
        notifyAll();
    }

    private boolean isNews(StatusMessage message) {
        return switch (message) {
            case MigrationStatus whole -> {
                of(whole.migration()).values().removeIf(part -> part.run() < whole.run());
                yield !whole.equals(migrations.put(whole.migration(), whole));
            }
            case CollectionStatus part -> {
                MigrationStatus whole = migrations.get(part.migration());
                boolean late = whole != null && part.run() < whole.run();
                yield !late && !part.equals(of(part.migration()).put(part.source(), part));
            }
        };
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

    /** Waits a while for what was asked for to show. @return the newest status, whether it shows or not */
    synchronized Optional<MigrationStatus> await(String id, Predicate<MigrationStatus> shows, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos();
                left > 0 && migration(id).filter(shows).isEmpty();
                left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return migration(id);
    }

    /**
     * Tells a watcher every change of a migration from now on.
     *
     * @param position of the last change the watcher knows
     * @return the changes since; everything, the whole first, when some of them are forgotten
     */
    synchronized Following follow(String id, long position, Consumer<Change> watcher) {
        Consumer<Change> own = change -> {
            if (change.status().migration().equals(id)) {
                watcher.accept(change);
            }
        };
        watchers.add(own);
        boolean remembered = position > NOTHING_KNOWN && position >= forgotten && position <= newest;
        return new Following(remembered ? since(id, position) : everything(id), () -> watchers.remove(own));
    }

    /** @param stop to be run when the watcher wants to hear no more */
    record Following(List<Change> backlog, Runnable stop) {}

    private List<Change> since(String id, long position) {
        return changes.stream()
                .filter(change -> change.position() > position
                        && change.status().migration().equals(id))
                .toList();
    }

    /** Who has heard only part of it still knows nothing; the last change completes it. */
    private List<Change> everything(String id) {
        List<StatusMessage> all = new ArrayList<>();
        migration(id).ifPresent(all::add);
        all.addAll(collections(id));
        List<Change> snapshot = new ArrayList<>();
        for (StatusMessage status : all) {
            snapshot.add(new Change(snapshot.size() == all.size() - 1 ? newest : NOTHING_KNOWN, status));
        }
        return snapshot;
    }
}
