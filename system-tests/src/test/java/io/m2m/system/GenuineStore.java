package io.m2m.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A store that a real Milvus 1.x wrote, with the truth of what it had been told.
 *
 * @param folder holds {@code db}, the server's data folder, and {@code truth}
 */
record GenuineStore(Path folder) {
    /** What is in them: {@code genuine-1x/README.md}. */
    static final String[] NAMES = {"codec_100", "index_pair", "indexed", "mixed", "wal_clean_stop", "wal_killed"};

    static GenuineStore unpack(String name, Path folder) {
        try (InputStream resource =
                        Objects.requireNonNull(GenuineStore.class.getResourceAsStream("/genuine-1x/" + name + ".zip"));
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    Files.copy(zip, file);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new GenuineStore(folder);
    }

    Path metadata() {
        return folder.resolve("db/meta.sqlite");
    }

    Path tables() {
        return folder.resolve("db/tables");
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
