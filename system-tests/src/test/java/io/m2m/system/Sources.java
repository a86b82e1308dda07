package io.m2m.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is written in this project, for pages that name it. */
final class Sources {
    private Sources() {}

    /** Names of all classes that have a file, those of tests included. */
    static Set<String> classes() {
        try (Stream<Path> files = Files.walk(Places.program().getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
