package io.m2m.coordinator;

import io.m2m.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A private copy of a store that a real 1.x server wrote. Only what a plan looks at is in it: no filters, no index files.
 *
 * @param folder holds {@code db} and {@code truth}
 */
public record Genuine(Path folder) {
    private static final Path STORES = Path.of("src/test/resources/genuine");

    public static Genuine copy(String store, Path parent) throws IOException {
        Path from = STORES.resolve(store);
        Path to = parent.resolve(store);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return new Genuine(to);
    }

    public Path metadata() {
        return folder.resolve("db/meta.sqlite");
    }

    public Path tables() {
        return folder.resolve("db/tables");
    }

    /** What the server had been told, by collection. */
    public JsonNode truth() {
        return Json.mapper()
                .readTree(folder.resolve("truth/truth.json").toFile())
                .path("collections");
    }

    /** Every file with its time and a hash of its content: equal when nothing was touched. */
    public List<String> listing() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("db"))) {
            return files.sorted().map(Genuine::line).toList();
        }
    }

    private static String line(Path file) {
        try {
            byte[] content = Files.isDirectory(file) ? new byte[0] : Files.readAllBytes(file);
            return file + " " + Files.getLastModifiedTime(file) + " "
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (IOException | NoSuchAlgorithmException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
