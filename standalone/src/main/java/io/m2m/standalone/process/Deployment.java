package io.m2m.standalone.process;

import io.m2m.common.message.Command;
import io.m2m.common.message.Events;
import io.m2m.common.message.Level;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.storage.ObjectStore;
import io.m2m.standalone.cli.ConfigChoice;
import io.m2m.standalone.cli.ListenOn;

/** The four services of one migration, side by side in this process. */
public interface Deployment {
    /**
     * Reads the configuration; nothing runs yet.
     *
     * @throws io.m2m.common.model.ProblemException of kind CONFIGURATION when it cannot be used
     */
    Prepared prepare(ConfigChoice choice);

    /** A configuration that can be used. */
    interface Prepared {
        /** Id of the migration, the same for the same source and target. */
        String migration();

        /** How much to compare when the command line does not say. */
        Level level();

        /** Starts the services for one command: no web server, and no bucket made for a command that dumps nothing. */
        Services start(String bootstrapServers, Command command);

        /**
         * Starts the services with page and API.
         *
         * @throws io.m2m.common.model.ProblemException of kind CONFIGURATION when they cannot listen there
         */
        Services serve(String bootstrapServers, ListenOn listen);
    }

    /** The running services; closing them lets running tasks go to be taken up again. */
    interface Services extends AutoCloseable {
        Events events();

        StatusFeed status();

        ObjectStore staging();

        /** Address of page and API; of use only when they serve. */
        String address();

        @Override
        void close();
    }

    /** The coordinator's summaries, from their beginning. */
    interface StatusFeed extends AutoCloseable {
        /** Feeds the follower until its run is over. */
        MigrationStatus follow(RunFollower follower) throws InterruptedException;

        @Override
        void close();
    }
}
