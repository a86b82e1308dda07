package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m2m.common.config.ConfigLoader;
import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.milvus2.MilvusClients;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.system.Commands.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets that want to know who calls, over TLS. */
class SecuredTargetIT {
    private static final String DATABASE = "moved";
    private static final String USER = "mover";
    private static final String PASSWORD = "a-secret-of-the-mover";
    private static final Duration SHORT = Duration.ofSeconds(5);

    private static SecuredMilvus mutual;
    private static SecuredMilvus oneWay;
    private static Path folder;
    private static Certificates certificates;
    private static SourceStore store;

    @BeforeAll
    static void start() throws Exception {
        folder = Places.fresh("secured-target");
        certificates = new Certificates(folder)
                .with(SecuredMilvus.SERVER_NAME)
                .with(SecuredMilvus.CLIENT_NAME)
                .with("stranger");
        mutual = SecuredMilvus.mutual(certificates);
        oneWay = SecuredMilvus.oneWay(certificates);
        store = GenuineStore.unpack("wal_clean_stop", folder.resolve("store"));
    }

    @AfterAll
    static void stop() {
        mutual.close();
        oneWay.close();
    }

    @Test
    void aUserMovesAStoreToADatabaseByMutualTlsAndVerifiesItByToken() throws Exception {
        Path server = certificates.certificate(SecuredMilvus.SERVER_NAME);
        Path client = certificates.certificate(SecuredMilvus.CLIENT_NAME);
        Path key = certificates.privateKey(SecuredMilvus.CLIENT_NAME);
        Milvus root = mutual.as("root", "Milvus", "default");
        Python.run(folder, "tenant.py", List.of(root.endpoint(), mutual.access(), DATABASE, USER, PASSWORD));
        Migrating byPassword =
                migrating("by-password", mutual, """
                database: %s
                username: %s
                password: %s
                tls: {ca: %s, cert: %s, key: %s}
                """.formatted(DATABASE, USER, PASSWORD, server, client, key));

        byPassword.verified();

        Milvus seen = mutual.as(USER, PASSWORD, DATABASE);
        assertThat(Oracle.findings(seen, store.truth(), "--access", mutual.access()))
                .isEmpty();
        Files.writeString(
                byPassword.config(),
                Files.readString(byPassword.config())
                        .replace("username: " + USER, "token: " + USER + ":" + PASSWORD)
                        .replaceAll("password: .*", ""));
        assertThat(byPassword.verify().code()).isZero();
    }

    @Test
    void aServerAloneMayShowACertificate() throws Exception {
        Migrating migrating =
                migrating("one-way", oneWay, """
                username: root
                password: Milvus
                tls:
                  ca: %s
                """.formatted(certificates.certificate(SecuredMilvus.SERVER_NAME)));

        Ended ended = M2m.run(migrating.folder(), migrating.command("plan"));

        assertThat(ended.code()).as(ended.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mutual  | ca=server.pem                                      | REFUSED       | tls.cert and key
            mutual  | ca=server.pem cert=stranger.pem key=stranger.key   | REFUSED       | tls.cert and key
            one-way |                                                    | REFUSED       | tls.enabled
            one-way | enabled=true                                       | REFUSED       | tls.ca
            one-way | ca=stranger.pem                                    | REFUSED       | tls.ca
            one-way | ca=server.pem serverName=elsewhere.test            | REFUSED       | tls.serverName
            one-way | ca=server.key                                      | CONFIGURATION | tls.ca
            one-way | ca=none.pem                                        | CONFIGURATION | none.pem
            mutual  | ca=server.pem cert=client.pem key=client.pem       | CONFIGURATION | tls.key
            plain   | ca=server.pem                                      | REFUSED       | does not speak TLS
            """)
    void whatTheTwoSidesDisagreeAboutIsNamed(String server, String tls, Problem.Kind kind, String named)
            throws Exception {
        MilvusClients clients = new MilvusClients(config(server, tls == null ? "" : tls));

        for (Runnable connecting : List.<Runnable>of(() -> clients.v1(SHORT), () -> clients.v2(SHORT))) {
            Problem problem = catchThrowableOfType(ProblemException.class, connecting::run)
                    .problem();
            assertThat(problem.kind()).as(problem.sentence()).isEqualTo(kind);
            assertThat(problem.sentence()).contains(named).doesNotContain("Exception");
        }
    }

    private static Migrating migrating(String name, SecuredMilvus target, String access) throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        Path config = Configuration.local(store, own.resolve("staging")).write(own, target.endpoint());
        Files.writeString(config, access.indent(4), StandardOpenOption.APPEND);
        return new Migrating(own, config, target.as("root", "Milvus", "default"));
    }

    /** @param tls keys of {@code target.milvus2x.tls}, its files in the folder of keys */
    private static Milvus2xConfig config(String server, String tls) throws Exception {
        String endpoint = switch (server) {
            case "mutual" -> mutual.endpoint();
            case "one-way" -> oneWay.endpoint();
            default -> Milvus.local().endpoint().replace("http://", "");
        };
        Map<String, String> assignments = new TreeMap<>();
        for (String key : tls.isEmpty() ? new String[0] : tls.split(" ")) {
            String[] pair = key.split("=");
            boolean file = pair[1].endsWith(".pem") || pair[1].endsWith(".key");
            assignments.put(
                    "target.milvus2x.tls." + pair[0],
                    file ? folder.resolve(pair[1]).toString() : pair[1]);
        }
        Path file = Configuration.local(store, folder.resolve("unused")).write(folder, endpoint);
        return new ConfigLoader(Map.of()).load(file, assignments).target().milvus2x();
    }
}
