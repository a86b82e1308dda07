package io.m2m.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The objects of a bucket by Google's JSON API, without a library.
 *
 * @param server URL
 */
record GcsObjects(String server, String bucket) {
    void make() {
        send(HttpRequest.newBuilder(URI.create(server + "/storage/v1/b?project=a-project"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\": \"" + bucket + "\"}")));
    }

    void put(String key, byte[] bytes) {
        send(HttpRequest.newBuilder(URI.create(
                        server + "/upload/storage/v1/b/" + bucket + "/o?uploadType=media&name=" + encoded(key)))
                .POST(BodyPublishers.ofByteArray(bytes)));
    }

    /** Those of one page. */
    Map<String, byte[]> all(String prefix) {
        Map<String, byte[]> objects = new HashMap<>();
        JsonNode listed = new JsonMapper()
                .readTree(send(HttpRequest.newBuilder(
                        URI.create(server + "/storage/v1/b/" + bucket + "/o?prefix=" + encoded(prefix)))));
        for (JsonNode item : listed.path("items")) {
            String key = item.path("name").asString();
            objects.put(
                    key,
                    send(HttpRequest.newBuilder(
                            URI.create(server + "/storage/v1/b/" + bucket + "/o/" + encoded(key) + "?alt=media"))));
        }
        return objects;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] send(HttpRequest.Builder request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer + ": " + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return answer.body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
