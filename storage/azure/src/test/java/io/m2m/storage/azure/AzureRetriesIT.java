package io.m2m.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in that refuses and breaks off. */
class AzureRetriesIT {
    private static final byte[] CONTENT = new byte[100_000];

    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger breaks = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Arrays.fill(CONTENT, (byte) 7);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (refusals.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                String asked =
                        exchange.getRequestHeaders().getFirst("x-ms-range").substring("bytes=".length());
                int from = Integer.parseInt(asked.split("-")[0]);
                int to = Math.min(CONTENT.length - 1, Integer.parseInt(asked.split("-")[1]));
                exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + to + "/" + CONTENT.length);
                exchange.getResponseHeaders().add("ETag", "\"1\"");
                int length = to - from + 1;
                exchange.sendResponseHeaders(206, length);
                exchange.getResponseBody().write(CONTENT, from, breaks.getAndDecrement() > 0 ? 10 : length);
                exchange.getResponseBody().flush();
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyAttemptAfterTheFirstIsTold() throws IOException {
        refusals.set(2);

        assertThat(read()).isEqualTo(CONTENT);

        assertThat(retried).hasValue(2);
    }

    @Test
    void aCallThatIsAnsweredIsNoRetry() throws IOException {
        assertThat(read()).isEqualTo(CONTENT);

        assertThat(retried).hasValue(0);
    }

    @Test
    void readsOnWhereABodyBroke() throws IOException {
        breaks.set(2);

        assertThat(read()).isEqualTo(CONTENT);
    }

    @Test
    void aStoreThatRefusesForGoodIsSaidToDoSo() {
        refusals.set(1_000);

        ProblemException problem = catchThrowableOfType(ProblemException.class, this::read);

        assertThat(problem.problem().kind()).isEqualTo(Problem.Kind.UNREACHABLE);
        assertThat(problem.problem().sentence()).contains("does not serve bucket a-container (503");
        assertThat(retried).hasValue(3);
    }

    private byte[] read() throws IOException {
        String endpoint = "127.0.0.1:" + server.getAddress().getPort();
        try (ObjectStore store = new AzureStores()
                        .open(
                                Azurite.container(endpoint, "a-container", "folder", Azurite.KEY, null, false),
                                retried::incrementAndGet);
                InputStream object = store.open("key", 0)) {
            return object.readAllBytes();
        }
    }
}
