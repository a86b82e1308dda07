package io.m2m.coordinator;

import io.m2m.common.config.MetaConfig;
import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.SourceConfig;
import io.m2m.common.json.Json;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.wiring.Storages;
import io.m2m.coordinator.catalog.Catalog;
import io.m2m.coordinator.catalog.CatalogReader;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.jdbc.MySqlMetadata;
import io.m2m.coordinator.catalog.jdbc.SqliteMetadata;
import io.m2m.coordinator.catalog.json.IndexParams;
import io.m2m.coordinator.catalog.json.MetaJsonFile;
import java.nio.file.Path;

/** Reads the metadata that a configuration names. */
public final class MetadataSources {
    private MetadataSources() {}

    public static Catalog catalog(MigrationConfig config) {
        return CatalogReader.read(metadata(config), new IndexParams(Json.mapper())::read);
    }

    private static Metadata metadata(MigrationConfig config) {
        return switch (config.meta()) {
            case MetaConfig.Sqlite sqlite -> new SqliteMetadata(sqlite.file()).read();
            case MetaConfig.MySql mysql -> new MySqlMetadata(mysql.url().reveal()).read();
            case MetaConfig.LocalFile local -> local(local.file());
            case MetaConfig.RemoteFile remote -> remote(config.source(), remote.key());
        };
    }

    private static Metadata local(Path file) {
        Path absolute = file.toAbsolutePath();
        try (ObjectStore folder = new LocalObjectStore(absolute.getParent())) {
            return new MetaJsonFile(folder, absolute.getFileName().toString(), Json.mapper()).read();
        }
    }

    private static Metadata remote(SourceConfig source, String key) {
        if (!(source instanceof SourceConfig.Remote bucket)) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "meta.mode is remote, which reads from the source's bucket, but source.mode is local; set meta.mode:"
                            + " local and meta.localFile");
        }
        try (ObjectStore whole = Storages.sourceBucket(bucket)) {
            return new MetaJsonFile(whole, key.replaceFirst("^/+", ""), Json.mapper()).read();
        }
    }
}
