package io.m2m.common.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code source.*}: where the 1.x segment files are. */
public sealed interface SourceConfig {
    /**
     * {@code local}.
     *
     * @param named the {@code tables} folders as the configuration names them; 0.9 had several data roots
     * @param tablesDirs where they are now, the same unless {@code source.moved} says otherwise
     * @param walDir the server's folder of write-ahead logs, looked into for rows that were never flushed
     */
    record Local(
            List<Path> named,
            List<Path> tablesDirs,
            @Nullable Path walDir) implements SourceConfig {
        public Local {
            named = List.copyOf(named);
            tablesDirs = List.copyOf(tablesDirs);
            Checks.positive("number of tablesDirs", tablesDirs.size());
        }

        /** Folders that were not moved. */
        Local(List<Path> tablesDirs, @Nullable Path walDir) {
            this(tablesDirs, tablesDirs, walDir);
        }
    }

    /** {@code remote}; the bucket's folder is {@code tablesDir}. */
    record Remote(BucketConfig bucket) implements SourceConfig {}
}
