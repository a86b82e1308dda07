package io.m2m.coordinator.catalog.jdbc;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.MetadataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The metadata of a server that kept it in MySQL or MariaDB. Nothing is written. */
public final class MySqlMetadata implements MetadataSource {
    private static final String REFUSED_CREDENTIALS = "28000";
    private static final String UNKNOWN_DATABASE = "42000";

    private final MySqlAddress address;

    /** @param address the Go form or a JDBC URL */
    public MySqlMetadata(String address) {
        this.address = MySqlAddress.parse(address);
    }

    @Override
    public Metadata read() {
        String place = "the MySQL metadata at " + address.shown();
        try (Connection connection = DriverManager.getConnection(address.url(), address.properties())) {
            connection.setReadOnly(true);
            return MetadataTables.read(connection, place);
        } catch (SQLException failure) {
            throw meaning(place, failure);
        }
    }

    private static ProblemException meaning(String place, SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.equals(REFUSED_CREDENTIALS)) {
            return new ProblemException(
                    Problem.Kind.UNREACHABLE,
                    place + " refuses the user or the password; check meta.mysqlUrl",
                    failure);
        }
        if (state.equals(UNKNOWN_DATABASE)) {
            return new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    place + " cannot be opened (" + failure.getMessage() + "); check the database in meta.mysqlUrl",
                    failure);
        }
        return new ProblemException(
                Problem.Kind.UNREACHABLE,
                place + " cannot be reached (" + firstLine(failure) + "); check meta.mysqlUrl and that the server runs",
                failure);
    }

    private static String firstLine(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
