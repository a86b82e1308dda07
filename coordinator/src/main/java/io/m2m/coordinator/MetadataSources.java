package io.m2m.coordinator;

import io.m2m.common.config.MetaConfig;
import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.SourceConfig;
import io.m2m.common.json.Json;
import io.m2m.common.metrics.Dependency;
import io.m2m.common.metrics.Meters;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.wiring.Storages;
import io.m2m.coordinator.catalog.Catalog;
import io.m2m.coordinator.catalog.CatalogReader;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.WriteAheadLog;
import io.m2m.coordinator.catalog.jdbc.MySqlMetadata;
import io.m2m.coordinator.catalog.jdbc.SqliteMetadata;
import io.m2m.coordinator.catalog.json.IndexParams;
import io.m2m.coordinator.catalog.json.MetaJsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads the metadata that a configuration names. */
public final class MetadataSources {
    private MetadataSources() {}

    static Catalog catalog(Metadata metadata) {
        return CatalogReader.read(metadata, new IndexParams(Json.mapper())::read);
    }

    /** Sentences by collection about rows that are in the write-ahead log alone, if the configuration names one. */
    static Map<String, String> unflushed(SourceConfig source, Metadata metadata) {
        return source instanceof SourceConfig.Local local && local.walDir() != null
                ? unflushed(local.walDir(), metadata)
                : Map.of();
    }

    private static Map<String, String> unflushed(Path folder, Metadata metadata) {
        if (!Files.isDirectory(folder)) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "source.local.walDir names " + folder + ", which does not exist or is no folder; it must be the"
                            + " wal folder of the 1.x server, or be left out");
        }
        try {
            return new WriteAheadLog(folder).unflushed(metadata);
        } catch (IOException failure) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "the write-ahead log in " + folder + " (source.local.walDir) cannot be read (" + failure + ")",
                    failure);
        }
    }

    static Metadata metadata(MigrationConfig config, Meters meters) {
        return switch (config.meta()) {
            case MetaConfig.Sqlite sqlite -> new SqliteMetadata(sqlite.file()).read();
            case MetaConfig.MySql mysql ->
                new MySqlMetadata(mysql.url().reveal(), () -> meters.retried(Dependency.METADATA)).read();
            case MetaConfig.LocalFile local -> local(local.file());
            case MetaConfig.RemoteFile remote -> remote(config.source(), remote.key(), meters);
        };
    }

    private static Metadata local(Path file) {
        Path absolute = file.toAbsolutePath();
        if (!Files.isRegularFile(absolute)) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "the metadata " + absolute + " does not exist or is no file; write it with m2m export");
        }
        try (ObjectStore folder = new LocalObjectStore(absolute.getParent())) {
            return new MetaJsonFile(folder, absolute.getFileName().toString(), Json.mapper()).read();
        }
    }

    private static Metadata remote(SourceConfig source, String key, Meters meters) {
        if (!(source instanceof SourceConfig.Remote bucket)) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "meta.mode is remote, which reads from the source's bucket, but source.mode is local; set meta.mode:"
                            + " local and meta.localFile");
        }
        try (ObjectStore whole = Storages.sourceBucket(bucket, meters)) {
            return new MetaJsonFile(whole, key.replaceFirst("^/+", ""), Json.mapper()).read();
        }
    }
}
