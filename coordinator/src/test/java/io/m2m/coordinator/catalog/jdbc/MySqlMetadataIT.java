package io.m2m.coordinator.catalog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.coordinator.Genuine;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.Metadata.TableRow;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlMetadataIT {
    /** With all that an address could stumble over. */
    private static final String PASSWORD = "hun@ter:2/%40?#(x)&";

    @TempDir
    private static Path folder;

    private static MariaDbServer server;

    @BeforeAll
    static void start() throws Exception {
        server = MariaDbServer.start(folder);
        server.execute("", "CREATE USER milvus@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "'");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixed", "codec_100", "wal_clean_stop"})
    void readsWhatTheSqliteFileHolds(String store) throws Exception {
        Path sqlite = Genuine.copy(store, folder).metadata();
        String database = readable(store);
        server.load(database, sqlite);

        assertThat(new MySqlMetadata(goForm(PASSWORD, database), () -> {}).read())
                .isEqualTo(new SqliteMetadata(sqlite).read());
    }

    /** Its version by name, its defaults for text and names of tables, no TLS. */
    @Test
    void readsAServerThatIsSetUpAsThoseOf57Were() throws Exception {
        Path sqlite = Genuine.copy("codec_100", Files.createDirectory(folder.resolve("rows")))
                .metadata();
        try (MariaDbServer old = MariaDbServer.start(
                Files.createDirectory(folder.resolve("as-57")),
                "--version=5.7.19-log",
                "--character-set-server=latin1",
                "--lower-case-table-names=1",
                "--sql-mode=",
                "--skip-ssl")) {
            old.create("Milvus", "");
            old.load("milvus", sqlite);
            old.execute(
                    "",
                    "CREATE USER milvus@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('a-secret')",
                    "GRANT SELECT ON milvus.* TO milvus@'%'");

            assertThat(new MySqlMetadata("milvus:a-secret@tcp(" + old.place() + ")/milvus", () -> {}).read())
                    .isEqualTo(new SqliteMetadata(sqlite).read());
        }
    }

    @Test
    void takesAJdbcUrlToo() throws Exception {
        String database = readable("by_url");
        String url = "jdbc:mysql://" + server.place() + "/" + database + "?user=milvus&password="
                + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8);

        assertThat(new MySqlMetadata(url, () -> {}).read().tables()).isEmpty();
    }

    @Test
    void takesARowWithoutAVersion() throws Exception {
        String database = readable("without_version");
        server.execute(
                database,
                "INSERT INTO Tables (table_id, state, dimension, created_on, index_params, owner_table, partition_tag,"
                        + " version) VALUES ('c', 0, 4, 0, '{}', '', '', NULL)");

        Metadata metadata = new MySqlMetadata(goForm(PASSWORD, database), () -> {}).read();

        assertThat(metadata.tables()).extracting(TableRow::version).containsExactly("");
    }

    @Test
    void saysThatThePasswordIsWrong() throws Exception {
        Problem problem = problem(goForm("hunter3", readable("wrong_password")));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED);
        assertThat(problem.sentence())
                .contains(server.place() + "/wrong_password", "refuses the user", "meta.mysqlUrl");
    }

    @Test
    void saysThatTheUserHasNoRightToTheDatabase() throws Exception {
        server.create("of_others");

        Problem problem = problem(goForm(PASSWORD, "of_others"));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED);
        assertThat(problem.sentence()).contains("of_others", "right to read it");
    }

    @Test
    void saysThatTheUserHasNoRightToATable() throws Exception {
        server.create("half_of_it");
        server.execute("", "GRANT SELECT ON half_of_it.Tables TO milvus@'127.0.0.1'");
        server.execute("", "GRANT INSERT ON half_of_it.TableFiles TO milvus@'127.0.0.1'");

        Problem problem = problem(goForm(PASSWORD, "half_of_it"));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED);
        assertThat(problem.sentence()).contains("TableFiles", "right to read it");
    }

    @Test
    void saysThatThereIsNoSuchDatabase() throws Exception {
        server.execute("", "GRANT SELECT ON nowhere.* TO milvus@'127.0.0.1'");

        Problem problem = problem(goForm(PASSWORD, "nowhere"));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        assertThat(problem.sentence()).contains("nowhere", "check the database in meta.mysqlUrl");
    }

    @Test
    void trap35_saysThatTheDatabaseHoldsOtherTables() throws Exception {
        server.execute("", "CREATE DATABASE of_011", "GRANT SELECT ON of_011.* TO milvus@'127.0.0.1'");
        server.execute("of_011", "CREATE TABLE Collection (id BIGINT)");

        Problem problem = problem(goForm(PASSWORD, "of_011"));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        assertThat(problem.sentence()).contains("no tables Tables and TableFiles, but collection", "0.11");
    }

    @Test
    void saysThatAColumnIsMissing() throws Exception {
        String database = readable("of_another_time");
        server.execute(database, "ALTER TABLE Tables DROP COLUMN flush_lsn");

        Problem problem = problem(goForm(PASSWORD, database));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        assertThat(problem.sentence()).contains("flush_lsn");
    }

    @Test
    void saysThatNothingListens() throws IOException {
        String place = "127.0.0.1:" + MariaDbServer.freePort();

        Problem problem = problem("milvus:" + PASSWORD + "@tcp(" + place + ")/milvus");

        assertThat(problem.kind()).isEqualTo(Problem.Kind.UNREACHABLE);
        assertThat(problem.sentence()).contains(place + "/milvus", "cannot be reached", "that the server runs");
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        assertThat(problem("milvus:" + PASSWORD + "@tcp(no-such-host.invalid:3306)/milvus")
                        .kind())
                .isEqualTo(Problem.Kind.UNREACHABLE);
    }

    /** A database that the user may read and no more. */
    private static String readable(String database) throws SQLException, IOException {
        server.create(database);
        server.execute("", "GRANT SELECT ON " + database + ".* TO milvus@'127.0.0.1'");
        return database;
    }

    private static String goForm(String password, String database) {
        return "milvus:" + password + "@tcp(" + server.place() + ")/" + database
                + "?charset=utf8mb4&parseTime=True&loc=Local";
    }

    private static Problem problem(String address) {
        ProblemException failure =
                catchThrowableOfType(ProblemException.class, () -> new MySqlMetadata(address, () -> {}).read());
        for (Throwable each = failure; each != null; each = each.getCause()) {
            assertThat(String.valueOf(each.getMessage())).doesNotContain("hun@ter", "hunter3", PASSWORD);
        }
        assertThat(failure.problem().sentence()).doesNotContain("\n");
        return failure.problem();
    }
}
