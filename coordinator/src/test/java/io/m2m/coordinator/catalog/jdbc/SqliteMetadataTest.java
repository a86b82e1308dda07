package io.m2m.coordinator.catalog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.coordinator.Genuine;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.Metadata.FileRow;
import io.m2m.coordinator.catalog.Metadata.TableRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteMetadataTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"codec_100", "mixed", "wal_clean_stop", "wal_killed"})
    void leavesTheServersFilesAsTheyAre(String store) throws IOException {
        Genuine genuine = Genuine.copy(store, folder);
        List<String> before = genuine.listing();

        new SqliteMetadata(genuine.metadata()).read();

        assertThat(genuine.listing()).isEqualTo(before);
    }

    @Test
    void leavesNoCopyBehind() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        List<Path> before = copies(temporary);

        new SqliteMetadata(Genuine.copy("mixed", folder).metadata()).read();

        assertThat(copies(temporary)).isSubsetOf(before);
    }

    @Test
    void readsEveryColumnAsTheServerWroteIt() throws IOException {
        Metadata metadata = new SqliteMetadata(Genuine.copy("mixed", folder).metadata()).read();

        assertThat(metadata.tables())
                .contains(new TableRow(
                        10,
                        "1795381515354153000",
                        0,
                        32,
                        0,
                        1_073_741_824,
                        1,
                        "{}",
                        1,
                        "parts_32",
                        "p 2 空",
                        "1.1.1",
                        284_304));
        assertThat(metadata.files())
                .contains(new FileRow(5, "l2_128", "1795381512345974000", 1, "1795381512345974000", 1, 139_880, 258));
        assertThat(metadata.fields()).isEmpty();
    }

    @Test
    void trap27_readsWhatIsOnlyInTheWriteAheadLogOfTheDatabase() throws IOException {
        Metadata metadata =
                new SqliteMetadata(Genuine.copy("wal_killed", folder).metadata()).read();

        assertThat(metadata.tables())
                .extracting(TableRow::tableId)
                .containsExactly("w_l2", "w_bin", "w_part", "1795381497844918000", "w_new");
        assertThat(metadata.files()).hasSize(8);
    }

    @Test
    void trap27_seesACommitThatIsOnlyInTheLogOfADatabaseWithOlderRows() throws Exception {
        Path server = folder.resolve("server");
        Files.createDirectory(server);
        Path file = server.resolve("meta.sqlite");
        Path copied = folder.resolve("meta.sqlite");
        try (Connection writer = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = writer.createStatement()) {
            create(statement);
            statement.execute(table("older"));
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute(table("newer"));
            Files.copy(file, copied);
            Files.copy(server.resolve("meta.sqlite-wal"), folder.resolve("meta.sqlite-wal"));
        }

        assertThat(new SqliteMetadata(copied).read().tables())
                .extracting(TableRow::tableId)
                .containsExactly("older", "newer");
    }

    @Test
    void correction4_saysThatTheLogIsMissingWhenTheFileHoldsNoTables() throws IOException {
        Genuine killed = Genuine.copy("wal_killed", folder);
        Files.delete(killed.metadata().resolveSibling("meta.sqlite-wal"));

        assertThat(refusal(killed.metadata()))
                .contains("meta.sqlite holds no tables", "meta.sqlite-wal", "copy that file");
    }

    @Test
    void correction4_aFileOfNoBytesLacksItsLogToo() throws IOException {
        Path empty = Files.createFile(folder.resolve("meta.sqlite"));

        assertThat(refusal(empty)).contains("holds no tables", "meta.sqlite-wal");
    }

    @Test
    void trap35_saysThatTheTablesAreThoseOfAnotherVersion() throws SQLException {
        Path file = folder.resolve("meta.sqlite");
        try (Connection writer = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = writer.createStatement()) {
            statement.execute("CREATE TABLE Collection (id INTEGER)");
            statement.execute("CREATE TABLE SegmentFile (id INTEGER)");
        }

        assertThat(refusal(file)).contains(file.toString(), "collection, segmentfile", "0.11");
    }

    @Test
    void takesMetadataOfServersThatKnewNoAttributes() throws SQLException {
        Path file = folder.resolve("meta.sqlite");
        try (Connection writer = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = writer.createStatement()) {
            create(statement);
            statement.execute(table("c"));
        }

        assertThat(new SqliteMetadata(file).read().fields()).isEmpty();
    }

    @Test
    void trap22_takesARowCountThatWrapped() throws SQLException {
        Path file = folder.resolve("meta.sqlite");
        try (Connection writer = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = writer.createStatement()) {
            create(statement);
            statement.execute("INSERT INTO TableFiles VALUES (1, 'c', '100', 1, '100', 1, 24, -2, 0, 0, 0, 0)");
            statement.execute(
                    "INSERT INTO TableFiles VALUES (2, 'c', '101', 1, '101', 1, 24, 18446744073709551615, 0, 0, 0, 0)");
        }

        assertThat(new SqliteMetadata(file).read().files())
                .extracting(FileRow::segmentId)
                .containsExactly("100", "101");
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Path text = Files.writeString(folder.resolve("meta.sqlite"), "not a database, only a text of some length");

        assertThat(refusal(text)).contains(text.toString(), "cannot be read as SQLite");
    }

    @Test
    void refusesAFolderAndWhatIsNotThere() {
        assertThat(refusal(folder)).contains(folder.toString(), "is no file");
        assertThat(refusal(folder.resolve("none.sqlite"))).contains("none.sqlite does not exist");
    }

    private static String refusal(Path file) {
        Problem problem = catchThrowableOfType(ProblemException.class, () -> new SqliteMetadata(file).read())
                .problem();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        return problem.sentence();
    }

    private static List<Path> copies(Path temporary) throws IOException {
        try (var files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("m2m-meta-"))
                    .toList();
        }
    }

    private static void create(Statement statement) throws SQLException {
        statement.execute("""
                CREATE TABLE Tables (id INTEGER PRIMARY KEY NOT NULL, table_id TEXT UNIQUE NOT NULL, state INTEGER NOT NULL,
                  dimension INTEGER NOT NULL, created_on INTEGER NOT NULL, flag INTEGER DEFAULT 0 NOT NULL,
                  index_file_size INTEGER NOT NULL, engine_type INTEGER NOT NULL, index_params TEXT NOT NULL,
                  metric_type INTEGER NOT NULL, owner_table TEXT DEFAULT '' NOT NULL, partition_tag TEXT DEFAULT '' NOT NULL,
                  version TEXT DEFAULT '0.9.0' NOT NULL, flush_lsn INTEGER NOT NULL)""");
        statement.execute("""
                CREATE TABLE TableFiles (id INTEGER PRIMARY KEY NOT NULL, table_id TEXT NOT NULL,
                  segment_id TEXT DEFAULT '' NOT NULL, engine_type INTEGER NOT NULL, file_id TEXT NOT NULL,
                  file_type INTEGER NOT NULL, file_size INTEGER DEFAULT 0 NOT NULL, row_count INTEGER DEFAULT 0 NOT NULL,
                  updated_time INTEGER NOT NULL, created_on INTEGER NOT NULL, date INTEGER NOT NULL,
                  flush_lsn INTEGER NOT NULL)""");
    }

    private static String table(String name) {
        return "INSERT INTO Tables (table_id, state, dimension, created_on, index_file_size, engine_type, index_params,"
                + " metric_type, flush_lsn) VALUES ('" + name + "', 0, 4, 0, 1024, 1, '{}', 1, 0)";
    }
}
