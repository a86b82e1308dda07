package io.m2m.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the tests keep what they make: below {@code target}, so that a failure can be looked into. */
final class Places {
    private static final Path MODULE = Path.of("").toAbsolutePath();

    private Places() {}

    static Path program() {
        return MODULE.resolveSibling("m2m");
    }

    /** What the program is compiled to. */
    static List<Path> programClasses() {
        return Stream.of(
                        "common",
                        "storage/s3",
                        "storage/azure",
                        "storage/gcs",
                        "coordinator",
                        "dumper-service",
                        "loader-service",
                        "verifier-service",
                        "standalone")
                .map(module -> MODULE.resolveSibling(module).resolve("target/classes"))
                .toList();
    }

    static Path script(String name) {
        return MODULE.resolve("src/test/python").resolve(name);
    }

    static Path page(String name) {
        return MODULE.resolveSibling("docs").resolve(name);
    }

    /** Whether a file of a name lies anywhere below a folder that others write to. */
    static boolean holds(Path folder, String name) {
        if (!Files.exists(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.endsWith(name));
        } catch (IOException | UncheckedIOException moving) {
            return false;
        }
    }

    /** Where all of them are. */
    static Path all() {
        return MODULE.resolve("target/it");
    }

    /** An empty folder. */
    static Path fresh(String name) {
        Path folder = all().resolve(name);
        try {
            delete(folder);
            return Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
