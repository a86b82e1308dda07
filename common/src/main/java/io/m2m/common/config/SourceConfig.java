package io.m2m.common.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code source.*}: where the 1.x segment files are. */
public sealed interface SourceConfig {
    /**
     * {@code local}.
     *
     * @param tablesDirs the {@code tables} folders; 0.9 had several data roots
     * @param walDir the server's folder of write-ahead logs, looked into for rows that were never flushed
     */
    record Local(List<Path> tablesDirs, @Nullable Path walDir) implements SourceConfig {
        public Local {
            tablesDirs = List.copyOf(tablesDirs);
            Checks.positive("number of tablesDirs", tablesDirs.size());
        }
    }

    /** {@code remote}; the bucket's folder is {@code tablesDir}. */
    record Remote(BucketConfig bucket) implements SourceConfig {}
}
