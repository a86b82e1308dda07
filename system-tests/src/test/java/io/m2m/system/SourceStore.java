package io.m2m.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A 1.x store, with the truth of what is in it.
 *
 * @param folder holds {@code db}, the server's data folder, and {@code truth}
 */
record SourceStore(Path folder) {
    Path metadata() {
        return folder.resolve("db/meta.sqlite");
    }

    Path tables() {
        return folder.resolve("db/tables");
    }

    /** A further data root beside {@code db}. */
    Path root(String name) {
        return folder.resolve(name);
    }

    /** The smallest file of a kind. */
    Path smallest(String ending) {
        try (Stream<Path> files = Files.walk(tables())) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .min(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path truth() {
        return folder.resolve("truth");
    }

    /** Every path below the data folder with its time and a hash of its content: equal when nothing was touched. */
    SortedMap<String, String> listing() {
        SortedMap<String, String> listing = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder.resolve("db"))) {
            for (Path path : paths.toList()) {
                FileTime modified = Files.getLastModifiedTime(path);
                String content = Files.isDirectory(path) ? "folder" : hash(Files.readAllBytes(path));
                listing.put(folder.relativize(path).toString(), modified + " " + content);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return listing;
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
