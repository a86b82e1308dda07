package io.m2m.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A private folder that is gone afterwards. */
record ThrowAwayFolder(Path path) implements AutoCloseable {
    /** @param purpose first part of its name */
    static ThrowAwayFolder create(String purpose) {
        try {
            return new ThrowAwayFolder(Files.createTempDirectory(purpose));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What cannot be deleted is left to the system's own cleaning of its temporary folder. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException left) {
            path.toFile().deleteOnExit();
        }
    }
}
