package io.m2m.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.config.Cloud;
import io.m2m.common.config.Secret;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code useIAM}: a stand-in gives the tokens of a managed identity, and Azurite reads them. */
class AzureIdentityIT {
    private static final String PASSWORD = "password";

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer identities;
    private Path certificate;
    private Azurite server;

    @BeforeEach
    void start() throws IOException {
        certificate = folder.resolve("server.p12");
        run(
                Map.of(),
                "keytool",
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                certificate.toString(),
                "-storepass",
                PASSWORD);
        server = Azurite.start(folder, "--oauth", "basic", "--cert", certificate.toString(), "--pwd", PASSWORD);
        identities = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        identities.createContext("/token", exchange -> {
            asked.add(exchange.getRequestURI().getQuery() + " "
                    + exchange.getRequestHeaders().getFirst("X-Identity-Header"));
            byte[] answer = token().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        identities.start();
    }

    @AfterEach
    void stop() {
        identities.stop(0);
        server.close();
    }

    @Test
    void movesAsTheManagedIdentityOfItsMachine() throws IOException {
        String said = moves(Map.of(
                "IDENTITY_ENDPOINT",
                "http://127.0.0.1:" + identities.getAddress().getPort() + "/token",
                "IDENTITY_HEADER",
                "a-secret"));

        assertThat(said).contains("moved 7 bytes");
        assertThat(asked)
                .isNotEmpty()
                .allMatch(each -> each.contains("storage.azure.com") && each.endsWith("a-secret"));
    }

    @Test
    void saysThatItsMachineIsNobody() throws IOException {
        assertThat(moves(Map.of("AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential")))
                .contains("this machine's role and environment give no credentials for bucket a-container");
    }

    private static String token() {
        long now = Instant.now().getEpochSecond();
        String claims = """
                {"aud": "https://storage.azure.com", "iss": "https://sts.windows.net/a-tenant/",
                 "iat": %1$d, "nbf": %1$d, "exp": %2$d}
                """.formatted(now - 60, now + 3600);
        String jwt = Stream.of("{\"alg\": \"none\", \"typ\": \"JWT\"}", claims, "signed")
                .map(part ->
                        Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining("."));
        return """
                {"access_token": "%s", "expires_on": "%d", "resource": "https://storage.azure.com", "token_type": "Bearer"}
                """.formatted(jwt, now + 3600);
    }

    /** In a process of its own, which has the variables and trusts the server. */
    private String moves(Map<String, String> environment) throws IOException {
        return run(
                environment,
                "java",
                "-Djavax.net.ssl.trustStore=" + certificate,
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                "-cp",
                System.getProperty("java.class.path"),
                Moves.class.getName(),
                "https://" + server.endpoint());
    }

    private String run(Map<String, String> environment, String tool, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        command.addAll(List.of(arguments));
        Path said = folder.resolve(tool + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        builder.start().onExit().join();
        return Files.readString(said);
    }

    /** Writes one object and tells what became of it. */
    static final class Moves {
        public static void main(String[] arguments) throws IOException {
            BucketConfig config = new BucketConfig(
                    "target.remote",
                    Cloud.AZURE,
                    arguments[0],
                    null,
                    "a-container",
                    "",
                    Secret.of(Azurite.ACCOUNT),
                    null,
                    null,
                    true,
                    false,
                    IfMissing.MAKE,
                    null,
                    null);
            try (ObjectStore store = new AzureStores().open(config, () -> {});
                    ObjectWriter writer = store.create("key")) {
                writer.write("content".getBytes(StandardCharsets.UTF_8));
                writer.commit();
                System.out.println("moved " + store.stat("key").orElseThrow().bytes() + " bytes");
            } catch (ProblemException problem) {
                System.out.println(problem.getMessage());
            }
        }
    }
}
