package io.m2m.coordinator.catalog.jdbc;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.MetadataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server's {@code meta.sqlite}. It is never opened where it lies: opening would fold its {@code -wal}. A private copy of both
 * is read, so that commits that are only in the {@code -wal} are seen.
 */
public final class SqliteMetadata implements MetadataSource {
    private final Path file;

    public SqliteMetadata(Path file) {
        this.file = file;
    }

    @Override
    public Metadata read() {
        if (!Files.isRegularFile(file)) {
            throw refused(
                    "the metadata " + file + " does not exist or is no file; name the server's meta.sqlite", null);
        }
        Path copy = null;
        try {
            copy = copied();
            return read(copy.resolve("meta.sqlite"));
        } catch (IOException failure) {
            throw refused("the metadata " + file + " cannot be copied to be read (" + failure + ")", failure);
        } finally {
            if (copy != null) {
                delete(copy);
            }
        }
    }

    private Path wal() {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    private Path copied() throws IOException {
        Path folder = Files.createTempDirectory("m2m-meta-");
        Files.copy(file, folder.resolve("meta.sqlite"));
        if (Files.isRegularFile(wal())) {
            Files.copy(wal(), folder.resolve("meta.sqlite-wal"));
        }
        folder.resolve("meta.sqlite").toFile().setWritable(true);
        folder.resolve("meta.sqlite-wal").toFile().setWritable(true);
        return folder;
    }

    private Metadata read(Path copy) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
            if (MetadataTables.names(connection).isEmpty() && !Files.isRegularFile(wal())) {
                throw refused(
                        "the metadata " + file + " holds no tables at all: they are in its write-ahead log " + wal()
                                + ", which is not there; copy that file beside it",
                        null);
            }
            return MetadataTables.read(connection, "the metadata " + file);
        } catch (SQLException failure) {
            throw refused(
                    "the metadata " + file + " cannot be read as SQLite (" + failure.getMessage()
                            + "); name the server's meta.sqlite, and copy its -wal with it",
                    failure);
        }
    }

    private static ProblemException refused(String sentence, @Nullable Throwable cause) {
        return new ProblemException(Problem.Kind.CONFIGURATION, sentence, cause);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(each);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
