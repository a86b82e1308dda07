package io.m2m.coordinator.catalog.jdbc;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A real MariaDB with the tables that 1.x creates on MySQL. It ends with this JVM at the latest. */
public final class MariaDbServer implements AutoCloseable {
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/bin"));

    private final Process process;
    private final int port;

    private MariaDbServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param folder empty, for its data and logs */
    public static MariaDbServer start(Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        String user = "--user=" + System.getProperty("user.name");
        Process install = started(
                folder.resolve("install.log"),
                program("mariadb-install-db"),
                "--no-defaults",
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                user);
        if (install.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("install.log")));
        }
        int port = freePort();
        Process process = started(
                folder.resolve("server.log"),
                program("mariadbd"),
                "--no-defaults",
                "--datadir=" + data,
                "--socket=" + folder.resolve("socket"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                user);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        MariaDbServer server = new MariaDbServer(process, port);
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .untilAsserted(() -> server.root("").close());
        return server;
    }

    private static Process started(Path log, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Host and port. */
    public String place() {
        return "127.0.0.1:" + port;
    }

    /** A database with the tables of 1.x and nothing in them. */
    public void create(String database) throws SQLException, IOException {
        execute("", "CREATE DATABASE " + database + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
        try (InputStream ddl = Objects.requireNonNull(MariaDbServer.class.getResourceAsStream("mysql-1x.sql"))) {
            execute(database, new String(ddl.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*"));
        }
    }

    public void execute(String database, String... statements) throws SQLException {
        try (Connection connection = root(database);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** Takes over what a SQLite file holds. */
    public void load(String database, Path sqlite) throws SQLException {
        try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + sqlite);
                Connection to = root(database)) {
            for (String table : List.of("Tables", "TableFiles", "Fields")) {
                copy(from, to, table);
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
        return DriverManager.getConnection("jdbc:mysql://" + place() + "/" + database + "?user=root");
    }

    private static String program(String name) {
        List<Path> found = FOLDERS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .toList();
        assumeTrue(!found.isEmpty(), name + " is not installed (on Debian: apt install mariadb-server)");
        return found.getFirst().toString();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
