package io.m2m.system.halt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every step of the program that has an effect, read from the classes it consists of: a new one is among them by being written.
 * After a step the program may stop, which is the same as before the next one.
 */
public final class Steps {
    private Steps() {}

    /** Calls in the program's own code. */
    public static List<String> of(List<Path> classFolders) {
        List<String> steps = new ArrayList<>();
        for (Path folder : classFolders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".class"))
                        .sorted()
                        .forEach(file ->
                                CallSites.walk(read(file), site -> Effects.include(site) && steps.add(site.name())));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return steps;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
