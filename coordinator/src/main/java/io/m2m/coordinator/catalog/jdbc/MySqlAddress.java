package io.m2m.coordinator.catalog.jdbc;

import com.mysql.cj.conf.ConnectionUrl;
import com.mysql.cj.conf.HostInfo;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A MySQL database, from the Go form {@code user:password@tcp(host:port)/db?params} or a JDBC URL.
 *
 * @param shown host, port and database, without user and password
 */
record MySqlAddress(String url, Properties properties, String shown) {
    /** As in Go, the last {@code @} before the address ends the password, which may hold anything. */
    private static final Pattern GO = Pattern.compile(
            "(?:(?<user>.*)@)?(?<net>[a-z0-9]*)(?:\\((?<address>[^)]*)\\))?/(?<db>[^/?#\\s]*)(?:\\?(?<params>.*))?",
            Pattern.DOTALL);

    private static final String JDBC = "jdbc:mysql:";
    private static final String PORT = ":3306";
    private static final String CONNECT_MILLIS = "10000";
    private static final String SILENCE_MILLIS = "60000";

    /** @throws ProblemException CONFIGURATION when it is neither form; its text, which holds a password, is not repeated */
    static MySqlAddress parse(String text) {
        if (text.startsWith("jdbc:")) {
            return jdbc(text);
        }
        Matcher go = GO.matcher(text);
        if (!go.matches()) {
            throw refused("is neither user:password@tcp(host:port)/db nor jdbc:mysql://host:port/db");
        }
        String net = go.group("net");
        if (!net.isEmpty() && !net.equals("tcp")) {
            throw refused("connects by something else than tcp, and only tcp is supported:"
                    + " user:password@tcp(host:port)/db");
        }
        if (go.group("db").isEmpty()) {
            throw refused("names no database; write it after the slash: user:password@tcp(host:port)/db");
        }
        Properties properties = timeouts();
        credentials(go.group("user"), properties);
        properties.setProperty("sslMode", sslMode(go.group("params")));
        String place = withPort(go.group("address")) + "/" + go.group("db");
        return new MySqlAddress(JDBC + "//" + place, properties, place);
    }

    private static void credentials(@Nullable String user, Properties properties) {
        if (user == null) {
            return;
        }
        int colon = user.indexOf(':');
        properties.setProperty("user", colon < 0 ? user : user.substring(0, colon));
        if (colon >= 0) {
            properties.setProperty("password", user.substring(colon + 1));
        }
    }

    private static String withPort(@Nullable String address) {
        if (address == null || address.isEmpty()) {
            return "127.0.0.1" + PORT;
        }
        if (!address.matches("[^/?#@\\s]*")) {
            throw refused("has no host and port between its brackets: user:password@tcp(host:port)/db");
        }
        return address.matches(".*[^\\]:]:\\d+|\\[.*\\]:\\d+") ? address : address + PORT;
    }

    /** The driver's own reading comes first, because what it says of a URL it cannot read repeats parts of it. */
    private static MySqlAddress jdbc(String url) {
        if (!url.startsWith(JDBC)) {
            throw refused("is a JDBC URL of another database; it must begin with jdbc:mysql://");
        }
        HostInfo host;
        try {
            host = ConnectionUrl.getConnectionUrlInstance(url, new Properties()).getMainHost();
        } catch (RuntimeException unreadable) {
            throw refused(
                    "is a JDBC URL that cannot be read; write jdbc:mysql://host:port/db?user=…&password=… with the"
                            + " special characters of the password percent-encoded");
        }
        if (host.getDatabase() == null || host.getDatabase().isEmpty()) {
            throw refused("names no database; write it after the slash: jdbc:mysql://host:port/db");
        }
        Properties properties = timeouts();
        // What is handed over beside the URL would be taken before what stands in it.
        properties.keySet().removeAll(host.getHostProperties().keySet());
        return new MySqlAddress(url, properties, host.getHost() + ":" + host.getPort() + "/" + host.getDatabase());
    }

    private static Properties timeouts() {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", CONNECT_MILLIS);
        properties.setProperty("socketTimeout", SILENCE_MILLIS);
        properties.setProperty("allowPublicKeyRetrieval", "true");
        return properties;
    }

    /** As in Go: plain unless {@code tls} says otherwise, which also reaches the servers of 1.x's days. */
    private static String sslMode(@Nullable String parameters) {
        String tls = "false";
        for (String parameter : parameters == null ? new String[0] : parameters.split("&")) {
            if (parameter.startsWith("tls=")) {
                tls = parameter.substring("tls=".length());
            }
        }
        return switch (tls) {
            case "false" -> "DISABLED";
            case "true" -> "VERIFY_IDENTITY";
            case "skip-verify" -> "REQUIRED";
            case "preferred" -> "PREFERRED";
            default ->
                throw refused(
                        "has a tls that is none of true, false, skip-verify and preferred; certificates of your own are"
                                + " named in a JDBC URL: sslMode=VERIFY_CA&trustCertificateKeyStoreUrl=file:…");
        };
    }

    private static ProblemException refused(String sentence) {
        return new ProblemException(
                Problem.Kind.CONFIGURATION, "the address of the MySQL metadata (meta.mysqlUrl) " + sentence);
    }

    @Override
    public String toString() {
        return shown;
    }
}
