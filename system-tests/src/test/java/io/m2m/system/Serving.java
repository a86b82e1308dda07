package io.m2m.system;

import static org.awaitility.Awaitility.await;

import io.m2m.system.Commands.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code m2m serve}, as users start it. It ends with the test. */
final class Serving implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("m2m serves (\\S+)");

    private final Running running;
    private final String address;
    private final String token;

    private Serving(Running running, String address, String token) {
        this.running = running;
        this.address = address;
        this.token = token;
    }

    static Serving start(Migrating migrating) {
        return start(migrating, "0", Map.of(), "");
    }

    /** Where another one has been. */
    static Serving again(Migrating migrating, String address) {
        return start(migrating, URI.create(address).getAuthority(), Map.of(), "");
    }

    /** With more in its environment. */
    static Serving with(Migrating migrating, Map<String, String> environment) {
        return start(migrating, "0", environment, "");
    }

    static Serving with(Migrating migrating, Map<String, String> environment, String token) {
        return start(migrating, "0", environment, token);
    }

    /** Whose API wants a token. */
    static Serving withToken(Migrating migrating, String token) {
        return start(migrating, "0", Map.of("M2M_API_TOKEN", token), token);
    }

    private static Serving start(Migrating migrating, String listen, Map<String, String> environment, String token) {
        Running running = M2m.start(
                migrating.folder(),
                environment,
                List.of(
                        "serve",
                        "--listen",
                        listen,
                        "--config",
                        migrating.config().toString()));
        String address = await().atMost(Duration.ofMinutes(10))
                .failFast(
                        "serve has ended: " + running.err(),
                        () -> !running.process().isAlive())
                .until(() -> address(running), found -> !found.isEmpty());
        return new Serving(running, address, token);
    }

    private static String address(Running running) throws IOException {
        Matcher line = READY.matcher(Files.readString(running.err()));
        return line.find() ? line.group(1) : "";
    }

    String address() {
        return address;
    }

    /** The status of the only migration, by the API. */
    JsonNode migration() {
        return get("/api/v1/migrations").get(0);
    }

    /** Its report, by the API. */
    Report report() {
        return new Report(
                get("/api/v1/migrations/" + migration().path("migration").asString() + "/report"));
    }

    private JsonNode get(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return new JsonMapper()
                    .readTree(client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        running.process().destroy();
        running.end();
    }
}
