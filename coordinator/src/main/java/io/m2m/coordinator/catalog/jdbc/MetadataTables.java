package io.m2m.coordinator.catalog.jdbc;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.Metadata.FieldRow;
import io.m2m.coordinator.catalog.Metadata.FileRow;
import io.m2m.coordinator.catalog.Metadata.TableRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The queries, the same for both databases. */
final class MetadataTables {
    private static final String TABLES =
            "SELECT id, table_id, state, dimension, flag, index_file_size, engine_type, index_params, metric_type,"
                    + " owner_table, partition_tag, version, flush_lsn FROM Tables ORDER BY id";
    private static final String FILES =
            "SELECT id, table_id, segment_id, engine_type, file_id, file_type, file_size, row_count FROM TableFiles"
                    + " ORDER BY id";
    private static final String FIELDS = "SELECT collection_id, field_name, field_type FROM Fields";

    private MetadataTables() {}

    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static Set<String> names(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet tables =
                connection.getMetaData().getTables(connection.getCatalog(), null, "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /**
     * @param place for a sentence
     * @throws ProblemException CONFIGURATION when these are not the tables of 0.9 to 1.1
     */
    static Metadata read(Connection connection, String place) throws SQLException {
        Set<String> names = names(connection);
        if (!names.contains("tables") || !names.contains("tablefiles")) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    place + " is no metadata of Milvus 0.9 to 1.1: it has no tables Tables and TableFiles, but "
                            + (names.isEmpty() ? "none" : String.join(", ", new TreeSet<>(names)))
                            + "; a store of 0.11 has another layout and is not supported");
        }
        try {
            return new Metadata(
                    rows(connection, TABLES, MetadataTables::table),
                    rows(connection, FILES, MetadataTables::file),
                    names.contains("fields") ? rows(connection, FIELDS, MetadataTables::field) : List.of());
        } catch (IllegalArgumentException damaged) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    place + " is damaged: " + damaged.getMessage() + "; restore it from a copy",
                    damaged);
        }
    }

    private static <T> List<T> rows(Connection connection, String query, RowReader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(reader.read(result));
            }
        }
        return rows;
    }

    private static TableRow table(ResultSet row) throws SQLException {
        return new TableRow(
                row.getLong(1),
                row.getString(2),
                integer(row, 3),
                integer(row, 4),
                row.getLong(5),
                row.getLong(6),
                integer(row, 7),
                text(row, 8),
                integer(row, 9),
                text(row, 10),
                text(row, 11),
                text(row, 12),
                row.getLong(13));
    }

    private static FileRow file(ResultSet row) throws SQLException {
        return new FileRow(
                row.getLong(1),
                row.getString(2),
                text(row, 3),
                integer(row, 4),
                text(row, 5),
                integer(row, 6),
                row.getLong(7),
                row.getLong(8));
    }

    private static FieldRow field(ResultSet row) throws SQLException {
        return new FieldRow(row.getString(1), row.getString(2), integer(row, 3));
    }

    /** Drivers cut a number that does not fit without a word. */
    private static int integer(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        if (number != (int) number) {
            String name = row.getMetaData().getColumnName(column);
            throw new IllegalArgumentException("a row has " + name + " " + number + ", which no server writes");
        }
        return (int) number;
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
