package io.m2m.standalone.process;

import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import java.util.Optional;
import java.util.function.Consumer;

/** Picks the messages of one run out of the status topic and knows when the run is over. */
public final class RunFollower {
    private final String migration;
    private final long run;
    private final Consumer<StatusMessage> watcher;
    private Optional<MigrationStatus> end = Optional.empty();

    public RunFollower(String migration, long run, Consumer<StatusMessage> watcher) {
        this.migration = migration;
        this.run = run;
        this.watcher = watcher;
    }

    /** Messages of other migrations, and of earlier runs of this one, are passed over. */
    public void accept(StatusMessage message) {
        if (!message.migration().equals(migration) || runOf(message) != run) {
            return;
        }
        watcher.accept(message);
        if (message instanceof MigrationStatus status && over(status)) {
            end = Optional.of(status);
        }
    }

    /** The last status, once the run is over. */
    public Optional<MigrationStatus> end() {
        return end;
    }

    private static boolean over(MigrationStatus status) {
        return status.finishedAt() != null && (status.verdict() != null || status.problem() != null);
    }

    private static long runOf(StatusMessage message) {
        return switch (message) {
            case MigrationStatus status -> status.run();
            case CollectionStatus status -> status.run();
        };
    }
}
