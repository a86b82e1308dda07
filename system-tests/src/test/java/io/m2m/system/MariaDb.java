package io.m2m.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A real MariaDB server as the metadata server of Milvus 1.x: the same four tables, created as 1.x does on MySQL. It ends with
 * this JVM.
 */
record MariaDb(int port) {
    static final String USER = "milvus";
    static final String PASSWORD = "a-secret-of-mysql";

    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/bin"));
    /** The server ends when standard input does. */
    private static final String UNTIL_INPUT_ENDS = "\"$@\" & server=$!; cat >/dev/null; kill $server; wait $server";

    static MariaDb start() {
        Path folder = Places.fresh("mariadb");
        Path data = folder.resolve("data");
        String user = System.getProperty("user.name");
        Commands.start(
                        folder,
                        Map.of(),
                        List.of(
                                program("mariadb-install-db"),
                                "--no-defaults",
                                "--datadir=" + data,
                                "--auth-root-authentication-method=normal",
                                "--skip-test-db",
                                "--user=" + user))
                .end();
        int port = freePort();
        Commands.start(
                folder,
                Map.of(),
                List.of(
                        "sh",
                        "-c",
                        UNTIL_INPUT_ENDS,
                        "sh",
                        program("mariadbd"),
                        "--no-defaults",
                        "--datadir=" + data,
                        "--socket=" + folder.resolve("socket"),
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--user=" + user));
        MariaDb server = new MariaDb(port);
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .untilAsserted(() -> server.root("").close());
        return server;
    }

    private static String program(String name) {
        Path program = FOLDERS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(program != null, name + " is not installed (on Debian: apt install mariadb-server)");
        return Objects.requireNonNull(program).toString();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** In the Go form of the Milvus guide. */
    String dsn(String database) {
        return USER + ":" + PASSWORD + "@tcp(127.0.0.1:" + port + ")/" + database
                + "?charset=utf8mb4&parseTime=True&loc=Local";
    }

    /** Makes a database of what the SQLite metadata holds. */
    void load(String database, GenuineStore store, Path scratch) {
        try {
            Path copy = scratch.resolve("meta.sqlite");
            for (String suffix : List.of("", "-wal")) {
                Path part = store.metadata().resolveSibling("meta.sqlite" + suffix);
                if (Files.exists(part)) {
                    Files.copy(part, copy.resolveSibling("meta.sqlite" + suffix));
                }
            }
            create(database);
            try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + copy);
                    Connection to = root(database)) {
                for (String table : List.of("Tables", "TableFiles", "Environment", "Fields")) {
                    copy(from, to, table);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void create(String database) throws SQLException, IOException {
        String ddl;
        try (var resource = Objects.requireNonNull(MariaDb.class.getResourceAsStream("mysql-1x.sql"))) {
            ddl = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
        try (Connection server = root("");
                Statement statement = server.createStatement()) {
            statement.execute("CREATE DATABASE " + database + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
            statement.execute(
                    "GRANT SELECT ON " + database + ".* TO '" + USER + "'@'%' IDENTIFIED BY '" + PASSWORD + "'");
        }
        try (Connection tables = root(database);
                Statement statement = tables.createStatement()) {
            for (String table : ddl.split(";\\s*")) {
                statement.execute(table);
            }
        }
    }

    private static void copy(Connection from, Connection to, String table) throws SQLException {
        try (Statement query = from.createStatement();
                ResultSet rows = query.executeQuery("SELECT * FROM " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            List<String> names = new ArrayList<>();
            for (int column = 1; column <= columns; column++) {
                names.add("`" + rows.getMetaData().getColumnName(column) + "`");
            }
            String insert = "INSERT INTO " + table + " (" + String.join(", ", names) + ") VALUES ("
                    + String.join(", ", Collections.nCopies(columns, "?")) + ")";
            try (PreparedStatement statement = to.prepareStatement(insert)) {
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        statement.setObject(column, rows.getObject(column));
                    }
                    statement.executeUpdate();
                }
            }
        }
    }

    private Connection root(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port + "/" + database + "?user=root");
    }
}
