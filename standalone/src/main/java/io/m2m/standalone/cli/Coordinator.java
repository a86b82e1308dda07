package io.m2m.standalone.cli;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A coordinator that runs somewhere, asked over its API. Every method throws {@link io.m2m.common.model.ProblemException} with
 * the sentence for the user when it does not answer or refuses.
 */
public interface Coordinator {
    /** What may be asked of a migration. */
    enum Verb {
        PAUSE,
        RESUME,
        CANCEL,
        RETRY
    }

    /** One migration with its collections. */
    record Detail(MigrationStatus migration, List<CollectionStatus> collections) {
        public Detail {
            collections = List.copyOf(collections);
        }
    }

    List<MigrationStatus> migrations() throws InterruptedException;

    Detail migration(String id) throws InterruptedException;

    /** The same as the coordinator's own text, JSON. */
    String json(String id) throws InterruptedException;

    MigrationStatus ask(Verb verb, String id) throws InterruptedException;

    Limits limits(String id) throws InterruptedException;

    void limit(String id, Limits limits) throws InterruptedException;

    /**
     * Asks for a run and follows it to its end; one of the same kind that is under way is followed instead.
     *
     * @param level how much to compare; empty for what the coordinator's configuration says
     * @param migration the one that is meant; empty for the coordinator's, whichever it is
     * @param watcher told of every status of this run
     */
    RunEnd run(Command command, Optional<Level> level, Optional<String> migration, Consumer<StatusMessage> watcher)
            throws InterruptedException;

    /** Follows the newest run of a migration to its end. */
    MigrationStatus follow(String id, Consumer<StatusMessage> watcher) throws InterruptedException;

    /** Finds coordinators. */
    interface Finder {
        /** @param address for example {@code http://127.0.0.1:8080} */
        Coordinator at(String address);
    }
}
