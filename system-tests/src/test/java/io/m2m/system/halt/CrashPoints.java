package io.m2m.system.halt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every crash point of the program, read from the classes it consists of: a new step is one by being written. */
public final class CrashPoints {
    private CrashPoints() {}

    /** Calls in the program's own code that have an effect. */
    public static List<CallSite> sites(List<Path> classFolders) {
        List<CallSite> sites = new ArrayList<>();
        for (Path folder : classFolders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".class"))
                        .sorted()
                        .forEach(file -> CallSites.walk(read(file), site -> Effects.include(site) && sites.add(site)));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return sites;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
