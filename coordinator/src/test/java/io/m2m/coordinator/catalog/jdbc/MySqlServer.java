package io.m2m.coordinator.catalog.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** A server that is asked as MySQL is, with the tables that 1.x creates there. Its user root has no password. */
public abstract class MySqlServer implements AutoCloseable {
    /** Host and port. */
    public abstract String place();

    @Override
    public abstract void close() throws InterruptedException;

    /** A database with the tables of 1.x and nothing in them. */
    public void create(String database) throws SQLException, IOException {
        create(database, "CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
    }

    /** @param options of the statement; without any, the server's defaults hold */
    public void create(String database, String options) throws SQLException, IOException {
        execute("", "CREATE DATABASE " + database + " " + options);
        try (InputStream ddl = Objects.requireNonNull(MySqlServer.class.getResourceAsStream("mysql-1x.sql"))) {
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

    Connection root(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:mysql://" + place() + "/" + database + "?user=root");
    }
}
