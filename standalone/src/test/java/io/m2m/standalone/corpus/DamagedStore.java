package io.m2m.standalone.corpus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.m2m.coordinator.MetadataExport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A copy of a store that a real 1.1.1 wrote, with its configuration, to be damaged.
 *
 * <p>A step is a verb, mostly a file, and what the verb needs, with blanks between. {@code L2}, {@code BIN} and {@code PART} stand
 * for one segment of float vectors (272 rows), of binary vectors (60 rows) and of a partition (38 rows).
 *
 * @param folder holds {@code migration.yaml}, {@code db} and, after {@code export}, {@code meta.json}
 */
record DamagedStore(Path folder) {
    private static final Path GENUINE = Path.of("..", "coordinator", "src/test/resources/genuine/wal_clean_stop/db");
    private static final Map<String, String> SEGMENTS = Map.of(
            "L2", "w_l2/1795381504222371000",
            "BIN", "w_bin/1795381501263206000",
            "PART", "1795381497844918000/1795381501181763000");
    private static final Pattern SHORT = Pattern.compile("(L2|BIN|PART)\\.(rv|uid|deletes|folder)");
    /** <code>{1000*x}</code> stands for a thousand x. */
    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+)\\*([^}]+)}");

    static DamagedStore copy(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.walk(GENUINE)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        folder.resolve("db").resolve(GENUINE.relativize(file).toString()));
            }
        }
        DamagedStore store = new DamagedStore(folder);
        Files.writeString(store.configuration(), """
                dumper:
                  worker:
                    workMode: milvus1x
                meta:
                  mode: sqlite
                  sqliteFile: %1$s/db/meta.sqlite
                source:
                  mode: local
                  local:
                    tablesDir: %1$s/db/tables
                target:
                  mode: local
                  local:
                    outputDir: %1$s/staging
                """.formatted(folder));
        return store;
    }

    Path configuration() {
        return folder.resolve("migration.yaml");
    }

    /** Does one step of a row of the table. */
    void damage(String step) throws IOException, SQLException {
        String[] words = step.split(" ", 2);
        String rest = words.length < 2 ? "" : words[1];
        switch (words[0]) {
            case "none" -> {}
            case "sql" -> sql(unfolded(rest));
            case "loose" -> loosen(rest);
            case "export" -> export();
            default -> {
                String[] operands = rest.split(" ", 2);
                file(words[0], path(operands[0]), operands.length < 2 ? "" : operands[1]);
            }
        }
    }

    private void file(String verb, Path file, String operand) throws IOException {
        switch (verb) {
            case "header" -> patch(file, 0, longs(operand));
            case "patch" -> patch(file, Long.parseLong(operand.split(" ")[0]), hex(operand.split(" ", 2)[1]));
            case "cut" -> cut(file, Long.parseLong(operand));
            case "append" -> Files.write(file, hex(operand), StandardOpenOption.APPEND);
            case "hex" -> Files.write(file, hex(operand));
            case "offsets" -> Files.write(file, deletes(operand));
            case "write" -> Files.writeString(file, unfolded(operand));
            case "utf16" -> Files.write(file, ("\uFEFF" + Files.readString(file)).getBytes(StandardCharsets.UTF_16BE));
            case "prefix" -> prefix(file, hex(operand));
            case "replace" -> replace(file, operand);
            case "remove" -> remove(file);
            case "unreadable" -> hide(file);
            case "folder" -> {
                remove(file);
                Files.createDirectory(file);
            }
            case "copy" -> Files.copy(file, file.resolveSibling(operand));
            case "rename" -> Files.move(file, file.resolveSibling(operand));
            case "link" -> {
                remove(file);
                Files.createSymbolicLink(file, Path.of(operand));
            }
            default -> throw new IllegalArgumentException("no such damage: " + verb);
        }
    }

    /** The file that a step names: a segment's by its short name, else below {@code folder}. */
    private Path path(String name) {
        var found = SHORT.matcher(name);
        if (!found.matches()) {
            return folder.resolve(name);
        }
        String place = SEGMENTS.get(found.group(1));
        Path segment = folder.resolve("db/tables").resolve(place);
        return switch (found.group(2)) {
            case "folder" -> segment;
            case "deletes" -> segment.resolve("deleted_docs");
            default -> segment.resolve(segment.getFileName() + "." + found.group(2));
        };
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("db/meta.sqlite"));
                Statement statements = connection.createStatement()) {
            statements.executeUpdate(statement);
        }
    }

    /** Takes the constraints of a table away, so that it may hold what a server never wrote. */
    private void loosen(String table) throws SQLException {
        sql("CREATE TABLE loose AS SELECT * FROM " + table);
        sql("DROP TABLE " + table);
        sql("ALTER TABLE loose RENAME TO " + table);
    }

    private void export() throws IOException {
        MetadataExport.fromSqlite(folder.resolve("db/meta.sqlite"), folder);
        replace(configuration(), "mode: sqlite=>mode: local");
        replace(configuration(), "sqliteFile: .*=>localFile: " + folder + "/meta.json");
    }

    private static void patch(Path file, long at, byte[] bytes) throws IOException {
        byte[] content = Files.readAllBytes(file);
        System.arraycopy(bytes, 0, content, Math.toIntExact(at), bytes.length);
        Files.write(file, content);
    }

    private static void cut(Path file, long bytes) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), Math.toIntExact(bytes)));
    }

    private static void prefix(Path file, byte[] bytes) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, bytes);
        Files.write(file, content, StandardOpenOption.APPEND);
    }

    /** @param operand pattern and what comes in place of its first match, with an arrow between */
    private static void replace(Path file, String operand) throws IOException {
        String[] both = operand.split("=>", 2);
        String before = Files.readString(file);
        String after = Pattern.compile(both[0]).matcher(before).replaceFirst(unfolded(both[1]));
        if (before.equals(after)) {
            throw new IllegalArgumentException("nothing to replace in " + file + " by " + operand);
        }
        Files.writeString(file, after);
    }

    private static void hide(Path file) {
        assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file), "root may read everything");
    }

    private static void remove(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(file)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static byte[] longs(String numbers) {
        List<Long> values = Stream.of(numbers.split(" ")).map(Long::decode).toList();
        ByteBuffer bytes = ByteBuffer.allocate(values.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(bytes::putLong);
        return bytes.array();
    }

    private static byte[] deletes(String offsets) {
        List<Integer> values =
                Stream.of(offsets.split(" ")).map(Integer::decode).toList();
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + values.size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong((long) values.size() * Integer.BYTES);
        values.forEach(bytes::putInt);
        return bytes.array();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(unfolded(digits).replace(" ", ""));
    }

    private static String unfolded(String text) {
        return REPEATED.matcher(text)
                .replaceAll((MatchResult found) ->
                        found.group(2).replace("$", "\\$").repeat(Integer.parseInt(found.group(1))))
                .replace("\\n", "\n")
                .replace("\\t", "\t");
    }

    /** Every path of the source with its time and a hash of its content: equal when nothing was touched. */
    SortedMap<String, String> listing() throws IOException {
        SortedMap<String, String> listing = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                listing.put(folder.relativize(path).toString(), line(path));
            }
        }
        return listing;
    }

    private static String line(Path path) throws IOException {
        boolean readable = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(path);
        byte[] content = readable ? Files.readAllBytes(path) : new byte[0];
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS) + " "
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
