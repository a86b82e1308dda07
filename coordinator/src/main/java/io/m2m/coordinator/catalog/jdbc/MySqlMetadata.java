package io.m2m.coordinator.catalog.jdbc;

import com.mysql.cj.exceptions.SSLParamsException;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.wiring.Jitter;
import io.m2m.coordinator.catalog.Metadata;
import io.m2m.coordinator.catalog.MetadataSource;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** The metadata of a server that kept it in MySQL or MariaDB. Nothing is written. */
public final class MySqlMetadata implements MetadataSource {
    /** SQL states of a refused user, and of anything wrong with what was asked of a database. */
    private static final String REFUSED_USER = "28000";

    private static final String REFUSED_REQUEST = "42";
    /** Vendor codes of a user that may not use this database, not read this table, or not come without TLS. */
    private static final Set<Integer> REFUSED_RIGHTS = Set.of(1044, 1142, 3159);

    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final MySqlAddress address;
    private final Runnable retried;

    /**
     * @param address the Go form or a JDBC URL
     * @param retried told of every attempt after the first
     */
    public MySqlMetadata(String address, Runnable retried) {
        this.address = MySqlAddress.parse(address);
        this.retried = retried;
    }

    /** All of it is read again after a lost connection: the driver itself tries once. */
    @Override
    public Metadata read() {
        for (int attempt = 1; ; attempt++) {
            try {
                return readOnce();
            } catch (ProblemException problem) {
                if (!problem.retryable() || attempt == ATTEMPTS) {
                    throw problem;
                }
                pause(FIRST_PAUSE.multipliedBy(1L << attempt - 1), problem);
                retried.run();
            }
        }
    }

    private static void pause(Duration time, ProblemException problem) {
        try {
            Thread.sleep(Jitter.of(time));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw problem;
        }
    }

    private Metadata readOnce() {
        String place = "the MySQL metadata at " + address.shown();
        try (Connection connection = DriverManager.getConnection(address.url(), address.properties())) {
            connection.setReadOnly(true);
            // One view for all tables, should a server still write.
            connection.setAutoCommit(false);
            return MetadataTables.read(connection, place);
        } catch (SQLException failure) {
            throw meaning(place, failure);
        }
    }

    private static ProblemException meaning(String place, SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String reason = "(" + firstLine(failure) + ")";
        if (state.equals(REFUSED_USER) || REFUSED_RIGHTS.contains(failure.getErrorCode())) {
            return problem(
                    Problem.Kind.REFUSED,
                    place + " refuses the user, the password, or this user's right to read it " + reason
                            + "; check meta.mysqlUrl, and whether the server wants TLS, which tls=true or"
                            + " tls=skip-verify asks for",
                    failure);
        }
        if (ProblemException.causedBy(CertificateException.class, failure)) {
            return problem(
                    Problem.Kind.REFUSED,
                    place + " shows a certificate that is not trusted (" + innermost(failure) + "); name in"
                            + " meta.mysqlUrl what to trust, by a JDBC URL with sslMode=VERIFY_CA and"
                            + " trustCertificateKeyStoreUrl=file:…, or accept any certificate by tls=skip-verify",
                    failure);
        }
        if (ProblemException.causedBy(SSLParamsException.class, failure)) {
            return problem(
                    Problem.Kind.CONFIGURATION,
                    place + " cannot be asked with the key stores that meta.mysqlUrl names " + reason
                            + "; check their places and passwords",
                    failure);
        }
        if (state.startsWith(REFUSED_REQUEST)) {
            return problem(
                    Problem.Kind.CONFIGURATION,
                    place + " cannot be read " + reason + "; check the database in meta.mysqlUrl",
                    failure);
        }
        return problem(
                Problem.Kind.UNREACHABLE,
                place + " cannot be reached " + reason + "; check meta.mysqlUrl and that the server runs",
                failure);
    }

    private static ProblemException problem(Problem.Kind kind, String sentence, SQLException failure) {
        return new ProblemException(kind, sentence, failure);
    }

    private static String innermost(SQLException failure) {
        return firstLine(ProblemException.innermost(failure));
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
