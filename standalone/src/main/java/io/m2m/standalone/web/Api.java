package io.m2m.standalone.web;

import io.m2m.common.json.Json;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Requests to one coordinator's API; what goes wrong becomes a sentence that names its address. */
final class Api {
    private static final String MIGRATIONS = "/api/v1/migrations";
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final HttpClient client;
    private final URI base;
    private final @Nullable String token;

    Api(HttpClient client, URI base, @Nullable String token) {
        this.client = client;
        this.base = base;
        this.token = token;
    }

    URI address() {
        return base;
    }

    /** @param path below the migrations, such as {@code /7c1e5a90b2d4/pause} */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + MIGRATIONS + path));
        if (token != null && !token.isBlank()) {
            request.header("Authorization", "Bearer " + token.strip());
        }
        return request;
    }

    static String of(String id) {
        return "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    String get(String path) throws InterruptedException {
        return ok(answer(request(path).GET()));
    }

    /** @return empty when the coordinator has none */
    Optional<String> find(String path) throws InterruptedException {
        HttpResponse<String> answer = answer(request(path).GET());
        return answer.statusCode() == 404 ? Optional.empty() : Optional.of(ok(answer));
    }

    String post(String path, Object body) throws InterruptedException {
        return ok(answer(posting(path, body)));
    }

    /** @return empty when it does not apply now */
    Optional<String> postUnlessInConflict(String path, Object body) throws InterruptedException {
        HttpResponse<String> answer = answer(posting(path, body));
        return answer.statusCode() == 409 ? Optional.empty() : Optional.of(ok(answer));
    }

    void put(String path, Object body) throws InterruptedException {
        ok(answer(request(path).header("Content-Type", "application/json").PUT(json(body))));
    }

    private HttpRequest.Builder posting(String path, Object body) {
        return request(path).header("Content-Type", "application/json").POST(json(body));
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body));
    }

    <T> T read(String json, Class<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (JacksonException unreadable) {
            throw stranger();
        }
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) throws InterruptedException {
        try {
            return client.send(request.timeout(ANSWER).build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw unreachable(failure);
        }
    }

    ProblemException unreachable(IOException failure) {
        return new ProblemException(
                Kind.UNREACHABLE,
                "the coordinator at " + base + " does not answer (" + reason(failure)
                        + "); check the address given by --coordinator or M2M_COORDINATOR, and that it runs",
                failure);
    }

    private static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private String ok(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer.statusCode(), answer.body());
        }
        return answer.body();
    }

    /** The sentence is the coordinator's own, from its problem document. */
    ProblemException refused(int status, String body) {
        String sentence = detail(body);
        if (sentence.isEmpty()) {
            return status >= 500 ? failed(status) : stranger();
        }
        return switch (status) {
            case 401, 403 ->
                new ProblemException(
                        Kind.REFUSED,
                        "the coordinator at " + base + " refuses: " + sentence + "; set M2M_API_TOKEN here, too");
            case 503 -> new ProblemException(Kind.UNREACHABLE, sentence);
            default -> new ProblemException(status >= 500 ? Kind.DEFECT : Kind.CONFIGURATION, sentence);
        };
    }

    private ProblemException failed(int status) {
        return new ProblemException(
                Kind.UNREACHABLE, "the coordinator at " + base + " cannot answer now (HTTP " + status + "); try again");
    }

    private ProblemException stranger() {
        return new ProblemException(
                Kind.CONFIGURATION,
                "what answers at " + base + " is no coordinator of m2m; check the address given by --coordinator");
    }

    private static String detail(String body) {
        try {
            JsonNode problem = Json.mapper().readTree(body);
            return problem == null ? "" : problem.path("detail").asString("");
        } catch (JacksonException noProblemDocument) {
            return "";
        }
    }
}
