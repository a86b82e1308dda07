package io.m2m.common.milvus2;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.config.Secret;
import io.m2m.common.json.Json;
import io.m2m.common.model.ProblemException;
import io.m2m.common.wiring.PemTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The REST v2 interface of a Milvus server, on the port of its gRPC interface. Every call is made once. A failure comes with HTTP
 * 200 and a code of its own.
 */
public final class MilvusRest implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(8);
    private static final int OK = 0;
    /** How the first versions said the same. */
    private static final int EARLY_OK = 200;

    private static final int HTTP_OK = 200;
    /** Codes of a request, or a user, that the server does not know. */
    private static final int UNAUTHORIZED = 401;

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final Milvus2xConfig config;
    private final HttpClient client;

    public MilvusRest(Milvus2xConfig config) {
        this.config = config;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        PemTls.context(config.tls()).ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** The server, for a sentence. */
    public String address() {
        return config.url();
    }

    /** A cause that tells by its name whose failure it is. */
    static final class RestFailure extends IOException {
        RestFailure(String why, @Nullable Exception cause) {
            super(why, cause);
        }
    }

    /**
     * Asks once.
     *
     * @param doing what is asked, to follow "Milvus at ... does not answer while"
     * @param path below {@code /v2/vectordb}
     * @param question fields of the request, without the database
     * @param headers beside those of every request
     * @return what the server calls data
     * @throws ProblemException UNREACHABLE when another try can help, REFUSED for the credentials, TARGET when the server refuses
     */
    public JsonNode ask(
            String doing, String path, Map<String, Object> question, Map<String, String> headers, Duration deadline) {
        return data(doing, send(doing, request(path, question, headers, deadline), deadline));
    }

    /** Whether there is such an interface: false when something else, or nothing, answers on the port. */
    public boolean answers() {
        HttpRequest request = request("/jobs/import/list", Map.of(), Map.of(), CONNECT);
        try {
            return send("looking for its import jobs", request, CONNECT).statusCode() != NOT_FOUND;
        } catch (ProblemException silent) {
            return false;
        }
    }

    private HttpRequest request(
            String path, Map<String, Object> question, Map<String, String> headers, Duration deadline) {
        Map<String, Object> body = new TreeMap<>(question);
        if (config.database() != null) {
            body.put("dbName", config.database());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(base().resolve("/v2/vectordb" + path))
                .header("Content-Type", "application/json")
                // Its own limit is shorter, and what it breaks off may go on.
                .header("Request-Timeout", String.valueOf(deadline.toSeconds()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body)));
        headers.forEach(request::header);
        String token = token();
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    private URI base() {
        return URI.create(config.url());
    }

    private @Nullable String token() {
        Secret token = config.token();
        if (token != null) {
            return token.reveal();
        }
        Secret password = config.password();
        return config.username() == null || password == null ? null : config.username() + ":" + password.reveal();
    }

    /** The client's own limit ends with the first byte of an answer; this one with the last. */
    private HttpResponse<String> send(String doing, HttpRequest request, Duration deadline) {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw away(doing, "no answer in time", slow);
        } catch (ExecutionException failure) {
            throw away(doing, why(failure), failure);
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw away(doing, "interrupted", stopped);
        }
    }

    private static String why(Exception failure) {
        Throwable innermost = ProblemException.innermost(failure);
        return innermost.getMessage() == null ? innermost.getClass().getSimpleName() : innermost.getMessage();
    }

    private JsonNode data(String doing, HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            throw MilvusFailures.refusedCredentials(doing, address(), null);
        }
        if (status == NOT_FOUND) {
            throw refusal(doing, "it has no such REST interface");
        }
        if (status != HTTP_OK) {
            throw away(doing, "HTTP status " + status, null);
        }
        JsonNode answer;
        try {
            answer = Json.mapper().readTree(response.body());
        } catch (JacksonException unreadable) {
            throw away(doing, "its answer is no JSON", unreadable);
        }
        int code = answer.path("code").asInt(-1);
        // The latter is also the code of a partition that is not there.
        boolean well = code == OK || code == EARLY_OK && !answer.has("message");
        if (!well) {
            throw refusal(doing, answer.path("message").asString("code " + code));
        }
        return answer.path("data");
    }

    private ProblemException refusal(String doing, String why) {
        return MilvusFailures.refusal(doing, address(), why, new RestFailure(why, null));
    }

    private ProblemException away(String doing, String why, @Nullable Exception cause) {
        return MilvusFailures.away(doing, address(), why, new RestFailure(why, cause));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
