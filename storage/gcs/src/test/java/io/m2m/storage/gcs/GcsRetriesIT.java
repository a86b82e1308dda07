package io.m2m.storage.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.auth.oauth2.GoogleCredentials;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in that refuses, breaks off, takes less than it is given, and has something else at the end. */
class GcsRetriesIT {
    private static final byte[] CONTENT = new byte[100_000];
    private static final int MIB = 1 << 20;

    private final TokenServer tokens = new TokenServer();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger breaks = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();
    private final CRC32C arrived = new CRC32C();
    private volatile boolean lies;
    private volatile String deleted = "";
    private long taken;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Arrays.fill(CONTENT, (byte) 7);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (refusals.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(503, -1);
            } else {
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
            exchange.close();
        });
        server.start();
    }

    private void give(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        int length = CONTENT.length - from;
        exchange.getResponseHeaders().add("x-goog-generation", "1");
        exchange.sendResponseHeaders(200, length);
        exchange.getResponseBody().write(CONTENT, from, breaks.getAndDecrement() > 0 ? 10 : length);
        exchange.getResponseBody().flush();
    }

    private void begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders()
                .add("Location", "http://127.0.0.1:" + server.getAddress().getPort() + "/session");
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
    void stop() {
        server.stop(0);
        tokens.close();
    }

    @Test
    void everyAttemptAfterTheFirstIsTold() throws IOException {
        refusals.set(2);

        assertThat(read()).isEqualTo(CONTENT);

        assertThat(retried).hasValue(2);
    }

    @Test
    void readsOnWhereABodyBroke() throws IOException {
        breaks.set(2);

        assertThat(read()).isEqualTo(CONTENT);

        assertThat(retried).hasValue(2);
    }

    @Test
    void aStoreThatRefusesForGoodIsSaidToDoSo() {
        refusals.set(1_000);

        ProblemException problem = catchThrowableOfType(ProblemException.class, this::read);

        assertThat(problem.problem().kind()).isEqualTo(Problem.Kind.UNREACHABLE);
        assertThat(problem.problem().sentence()).contains("does not serve bucket a-bucket (503");
        assertThat(retried).hasValue(3);
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

    private byte[] read() throws IOException {
        try (ObjectStore store = store();
                InputStream object = store.open("key", 0)) {
            return object.readAllBytes();
        }
    }

    private void write() throws IOException {
        try (ObjectStore store = store();
                ObjectWriter writer = store.create("key")) {
            writer.write(new byte[9 * MIB]);
            writer.commit();
        }
    }

    private ObjectStore store() {
        String account = tokens.serviceAccount();
        return new GcsStores(() -> GoogleCredentials.fromStream(
                        new ByteArrayInputStream(account.getBytes(StandardCharsets.UTF_8))))
                .open(
                        FakeGcs.bucket("127.0.0.1:" + server.getAddress().getPort(), "a-bucket", "folder", false),
                        retried::incrementAndGet);
    }
}
