package io.m2m.coordinator;

import io.m2m.common.config.ConfigLoader;
import io.m2m.common.config.MigrationConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Configurations as users write them, from a local store to a local folder. */
public final class Configs {
    private static final String FILE = """
            meta: {mode: sqlite, sqliteFile: "FOLDER/db/meta.sqlite"}
            source: {mode: local, local: {tablesDir: "FOLDER/db/tables"}}
            target: {mode: local, local: {outputDir: "FOLDER/staging"}}
            """;

    private Configs() {}

    /** @param assignments as {@code --set} gives them */
    public static MigrationConfig local(Path folder, Map<String, String> assignments) {
        try {
            Path file = Files.writeString(folder.resolve("migration.yaml"), FILE.replace("FOLDER", folder.toString()));
            return new ConfigLoader(Map.of()).load(file, assignments);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
