package io.m2m.coordinator;

import io.m2m.common.json.Json;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.storage.ObjectStore;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.jdbc.MySqlMetadata;
import io.m2m.coordinator.catalog.jdbc.SqliteMetadata;
import io.m2m.coordinator.catalog.json.MetaJsonFile;
import io.m2m.coordinator.salvage.Corrections;
import io.m2m.coordinator.salvage.Salvage;
import io.m2m.coordinator.salvage.Salvaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code meta.json} from a server's metadata, or from its segment folders when that is lost. */
public final class MetadataExport {
    /** Beside {@code meta.json}. */
    private static final String GUESSES = "guesses.txt";

    private MetadataExport() {}

    /** @return the file that was written */
    public static Path fromSqlite(Path file, Path folder) {
        return write(new SqliteMetadata(file).read(), folder);
    }

    /**
     * @param address the Go form or a JDBC URL
     * @return the file that was written
     */
    public static Path fromMySql(String address, Path folder) {
        return write(new MySqlMetadata(address, () -> {}).read(), folder);
    }

    /**
     * @param tables a server's {@code tables} folder, when its metadata is lost
     * @return what was found, guessed and left out; it lies beside {@code meta.json} too
     */
    public static Salvaged fromTables(Path tables, Corrections corrections, Path folder) {
        Salvaged salvaged = Salvage.of(tables, corrections);
        write(salvaged.metadata(), folder);
        try {
            Files.writeString(folder.resolve(GUESSES), salvaged.text());
        } catch (IOException failure) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    folder.resolve(GUESSES) + " cannot be written (" + failure + "); name a folder that can be written",
                    failure);
        }
        return salvaged;
    }

    /** What is written to a folder. */
    public static Path file(Path folder) {
        return folder.resolve(MetaJsonFile.NAME);
    }

    private static Path write(Metadata metadata, Path folder) {
        try (ObjectStore store = new LocalObjectStore(folder)) {
            new MetaJsonFile(store, MetaJsonFile.NAME, Json.mapper()).write(metadata);
            return file(folder);
        } catch (IOException failure) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "meta.json cannot be written to " + folder + " (" + failure
                            + "); name a folder that can be written",
                    failure);
        }
    }
}
