package io.m2m.system;

import static org.awaitility.Awaitility.await;

import io.m2m.system.Commands.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus with the rules of the repository. It ends with the test. */
final class Prometheus implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Running running;
    private final String address;

    private Prometheus(Running running, String address) {
        this.running = running;
        this.address = address;
    }

    /**
     * Scrapes every second, otherwise as the configuration of the repository says.
     *
     * @param services host and port by the name of the service
     */
    static Prometheus watching(Path folder, Map<String, String> services) {
        try {
            Path config = Files.writeString(folder.resolve("prometheus.yml"), config(services));
            String listen = "127.0.0.1:" + freePort();
            Running running = Commands.start(
                    folder,
                    Map.of(),
                    List.of(
                            "prometheus",
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("prometheus"),
                            "--web.listen-address=" + listen));
            Prometheus prometheus = new Prometheus(running, "http://" + listen);
            await().atMost(START)
                    .failFast(
                            "prometheus has ended: " + running.err(),
                            () -> !running.process().isAlive())
                    .ignoreExceptions()
                    .until(() -> prometheus.get("/-/ready").contains("Ready"));
            return prometheus;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String config(Map<String, String> services) throws IOException {
        Map<String, Object> config =
                new Yaml().load(Files.readString(Monitoring.DEPLOY.resolve("prometheus/prometheus.yml")));
        config.put("global", Map.of("scrape_interval", "1s", "evaluation_interval", "1s"));
        config.put("rule_files", List.of(Monitoring.RULES.toString()));
        Map<String, Object> job = new HashMap<>(((List<Map<String, Object>>) config.get("scrape_configs")).getFirst());
        job.remove("dns_sd_configs");
        job.remove("relabel_configs");
        job.put(
                "static_configs",
                services.entrySet().stream()
                        .map(service -> Map.of(
                                "targets", List.of(service.getValue()), "labels", Map.of("service", service.getKey())))
                        .toList());
        config.put("scrape_configs", List.of(job));
        return new Yaml().dump(config);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    String address() {
        return address;
    }

    /**
     * The series of an expression now, with their values.
     *
     * @throws AssertionError when it is not understood
     */
    Map<Map<String, String>, Double> query(String expression) {
        JsonNode answer = new JsonMapper()
                .readTree(get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)));
        if (!answer.path("status").asString().equals("success")) {
            throw new AssertionError(expression + ": " + answer);
        }
        return answer.path("data")
                .path("result")
                .valueStream()
                .collect(Collectors.toMap(
                        Prometheus::labels,
                        series -> Double.valueOf(
                                series.path("value").get(1).asString().replace("Inf", "Infinity"))));
    }

    private static Map<String, String> labels(JsonNode series) {
        return series.path("metric")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, label -> label.getValue().asString()));
    }

    /** Rules by name with how Prometheus fares with them, {@code ok} when it can evaluate them. */
    Map<String, String> ruleHealth() {
        return rules().collect(Collectors.toMap(
                rule -> rule.path("name").asString(),
                rule -> rule.path("health").asString()));
    }

    /** Names of the alerts that are pending or firing. */
    List<String> activeAlerts() {
        return rules().filter(rule -> !rule.path("state").asString().equals("inactive"))
                .map(rule -> rule.path("name").asString())
                .toList();
    }

    private java.util.stream.Stream<JsonNode> rules() {
        return new JsonMapper()
                .readTree(get("/api/v1/rules"))
                .path("data")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream());
    }

    private String get(String path) {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString())
                    .body();
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
