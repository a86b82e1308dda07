package io.m2m.coordinator.catalog.jdbc;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A MySQL database, from the Go form {@code user:password@tcp(host:port)/db?params} or a JDBC URL.
 *
 * @param shown host, port and database, without user and password
 */
record MySqlAddress(String url, Properties properties, String shown) {
    /** The user ends at the first colon, the password at the last {@code @} before the address. */
    private static final Pattern GO =
            Pattern.compile("(?:([^:@]*)(?::(.*))?@)?(?:tcp\\(([^)]*)\\)|tcp)?/([^/?]+)(?:\\?(.*))?", Pattern.DOTALL);

    private static final String JDBC = "jdbc:mysql:";
    private static final String CONNECT_MILLIS = "10000";
    private static final String SILENCE_MILLIS = "60000";

    /** @throws ProblemException CONFIGURATION when it is neither form; its text, which holds a password, is not repeated */
    static MySqlAddress parse(String text) {
        if (text.startsWith("jdbc:")) {
            return jdbc(text);
        }
        Matcher go = GO.matcher(text);
        if (!go.matches()) {
            throw refused();
        }
        String host = go.group(3) == null || go.group(3).isEmpty() ? "127.0.0.1:3306" : go.group(3);
        String withPort = host.matches(".*:\\d+") ? host : host + ":3306";
        Properties properties = timeouts();
        if (go.group(1) != null) {
            properties.setProperty("user", go.group(1));
        }
        if (go.group(2) != null) {
            properties.setProperty("password", go.group(2));
        }
        properties.setProperty("sslMode", sslMode(go.group(5)));
        String place = withPort + "/" + go.group(4);
        return new MySqlAddress(JDBC + "//" + place, properties, place);
    }

    private static MySqlAddress jdbc(String url) {
        if (!url.startsWith(JDBC)) {
            throw refused();
        }
        String place = url.substring(JDBC.length()).replaceFirst("\\?.*", "").replaceFirst("^//(?:.*@)?", "");
        return new MySqlAddress(url, timeouts(), place);
    }

    private static Properties timeouts() {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", CONNECT_MILLIS);
        properties.setProperty("socketTimeout", SILENCE_MILLIS);
        properties.setProperty("allowPublicKeyRetrieval", "true");
        return properties;
    }

    private static String sslMode(@org.jspecify.annotations.Nullable String parameters) {
        if (parameters == null) {
            return "PREFERRED";
        }
        for (String parameter : parameters.split("&")) {
            switch (parameter) {
                case "tls=true" -> {
                    return "VERIFY_IDENTITY";
                }
                case "tls=skip-verify" -> {
                    return "REQUIRED";
                }
                case "tls=false" -> {
                    return "DISABLED";
                }
                default -> {}
            }
        }
        return "PREFERRED";
    }

    private static ProblemException refused() {
        return new ProblemException(
                Problem.Kind.CONFIGURATION,
                "the address of the MySQL metadata is neither user:password@tcp(host:port)/db nor jdbc:mysql://host:port/db");
    }
}
