package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running coordinator, by its API.
 *
 * @param address URL
 * @param token what its API wants, empty when nothing
 */
record Coordinator(String address, String token) {
    Coordinator(String address) {
        this(address, "");
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    /** Id of the migration that was started. */
    String startMigration() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(address + "/api/v1/migrations"))
                .POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).path("migration").asString();
    }

    boolean finished(String migration) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(address + "/api/v1/migrations/" + migration);
        JsonNode status = JSON.readTree(answer.body()).path("migration");
        return answer.statusCode() == 200 && status.hasNonNull("finishedAt");
    }

    /** Of a run that has finished; one that had to stop early may have no report. */
    String verdict(String migration) throws IOException, InterruptedException {
        return JSON.readTree(get(address + "/api/v1/migrations/" + migration).body())
                .path("migration")
                .path("verdict")
                .asString("");
    }

    Report report(String migration) throws IOException, InterruptedException {
        return new Report(JSON.readTree(
                get(address + "/api/v1/migrations/" + migration + "/report").body()));
    }

    /** Whether the service at the address says that it is ready. */
    boolean isReady(String service) throws IOException, InterruptedException {
        return get(service + "/actuator/health/readiness").statusCode() == 200;
    }

    /** A run of a command; one that is under way goes on. */
    void begin(String command) throws IOException, InterruptedException {
        accepted(HttpRequest.newBuilder(URI.create(address + "/api/v1/migrations"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"command\": \"" + command + "\"}")));
    }

    /** Asks for something; refused because of the state things are in, it is left at that. */
    void ask(String migration, String verb) throws IOException, InterruptedException {
        accepted(HttpRequest.newBuilder(URI.create(address + "/api/v1/migrations" + migration + verb))
                .POST(BodyPublishers.noBody()));
    }

    /** @param limits JSON */
    void limit(String migration, String limits) throws IOException, InterruptedException {
        accepted(HttpRequest.newBuilder(URI.create(address + "/api/v1/migrations" + migration + "/limits"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(limits)));
    }

    private void accepted(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202, 409);
    }

    /** Where it stands. */
    JsonNode status(String migration) throws IOException, InterruptedException {
        return JSON.readTree(get(address + "/api/v1/migrations" + migration).body());
    }

    /** What it serves below a path. */
    String body(String path) throws IOException, InterruptedException {
        return get(address + path).body();
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    }
}
