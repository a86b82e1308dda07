package io.m2m.standalone.cli;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.StatusMessage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the commands set in motion. Every method throws {@link io.m2m.common.model.ProblemException} with the sentence for the
 * user, and {@link InterruptedException} after an orderly close when the program is told to stop.
 */
public interface Engine {
    /**
     * Carries one run to its end.
     *
     * @param level how much to compare; empty for what the configuration says
     * @param watcher told of every status of this run
     */
    RunEnd run(Command command, Optional<Level> level, ConfigChoice config, Consumer<StatusMessage> watcher)
            throws InterruptedException;

    /** Id of the migration that a configuration describes. */
    String migration(ConfigChoice config);

    /** Checks everything that can be checked without writing. */
    PlanEnd plan(ConfigChoice config) throws InterruptedException;

    /**
     * Removes this migration's own objects from staging.
     *
     * @param force also when the migration is not VERIFIED
     */
    CleanEnd clean(ConfigChoice config, boolean force);

    /** Reads 1.x metadata, or what is left when it is lost, and writes {@code meta.json}. */
    ExportEnd export(MetadataSource source, Path folder);

    /**
     * Serves until the program is told to stop.
     *
     * @param ready told when page and API are there
     */
    void serve(ConfigChoice config, Path dataFolder, ListenOn listen, Ready ready) throws InterruptedException;

    /** What is done once there is a page. */
    interface Ready {
        /** @param address of the page */
        void at(String address) throws InterruptedException;
    }

    /** Where 1.x metadata is. */
    sealed interface MetadataSource {
        /** @param dsn the Go form or a JDBC URL; holds a password */
        record MySql(String dsn) implements MetadataSource {
            @Override
            public String toString() {
                return "MySql";
            }
        }

        record Sqlite(Path file) implements MetadataSource {}

        /**
         * The segment folders alone.
         *
         * @param binary collections whose vectors are binary
         * @param metrics by collection
         * @param partitions {@code COLLECTION} or {@code COLLECTION/TAG} by the number that is the partition's folder
         */
        record Tables(Path folder, Set<String> binary, Map<String, String> metrics, Map<String, String> partitions)
                implements MetadataSource {}
    }
}
