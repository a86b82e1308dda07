package io.m2m.storage.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auth.oauth2.GoogleCredentials;
import com.sun.net.httpserver.HttpExchange;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import io.m2m.common.storage.RetriesContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in that also takes less than it is given, and has something else at the end. */
class GcsRetriesIT extends RetriesContract {
    private static final int MIB = 1 << 20;

    private final TokenServer tokens = new TokenServer();
    private final CRC32C arrived = new CRC32C();
    private volatile boolean lies;
    private volatile String deleted = "";
    private long taken;

    @Override
    protected void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "GET" -> give(exchange);
            case "POST" -> begin(exchange);
            case "PUT" -> take(exchange);
            default -> {
                deleted += exchange.getRequestURI() + " ";
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private void give(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        exchange.getResponseHeaders().add("x-goog-generation", "1");
        send(exchange, 200, from, CONTENT.length - from);
    }

    private void begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Location", "http://" + address() + "/session");
        exchange.sendResponseHeaders(200, -1);
    }

    /** Half of a part, each time. */
    private void take(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        String range = exchange.getRequestHeaders().getFirst("Content-Range");
        assertThat(range).startsWith("bytes " + taken + "-");
        int most = bytes.length > 256 << 10 ? bytes.length / 2 : bytes.length;
        arrived.update(bytes, 0, most);
        taken += most;
        if (range.endsWith("/" + taken)) {
            byte[] crc = ByteBuffer.allocate(4).putInt((int) arrived.getValue()).array();
            byte[] json = "{\"generation\": \"5\", \"crc32c\": \"%s\"}"
                    .formatted(lies ? "AAAAAA==" : Base64.getEncoder().encodeToString(crc))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
        } else {
            exchange.getResponseHeaders().add("Range", "bytes=0-" + (taken - 1));
            exchange.sendResponseHeaders(308, -1);
        }
    }

    @AfterEach
    void closeTokens() {
        tokens.close();
    }

    @Test
    void sendsAgainWhatWasNotTaken() throws IOException {
        write();

        assertThat(taken).isEqualTo(9 * MIB);
    }

    @Test
    void takesBackWhatHasNotArrivedAsItWasSent() {
        lies = true;

        assertThatThrownBy(this::write)
                .isInstanceOf(IOException.class)
                .hasMessage("gs://a-bucket/folder/key has not arrived as it was sent");
        assertThat(deleted).contains("/o/folder%2Fkey", "generation=5");
    }

    private void write() throws IOException {
        try (ObjectStore store = store();
                ObjectWriter writer = store.create("key")) {
            writer.write(new byte[9 * MIB]);
            writer.commit();
        }
    }

    @Override
    protected ObjectStore store(String server, Runnable retried) {
        String account = tokens.serviceAccount();
        return new GcsStores(() -> GoogleCredentials.fromStream(
                        new ByteArrayInputStream(account.getBytes(StandardCharsets.UTF_8))))
                .open(FakeGcs.bucket(server, BUCKET, "folder", IfMissing.ADVISE), retried);
    }
}
