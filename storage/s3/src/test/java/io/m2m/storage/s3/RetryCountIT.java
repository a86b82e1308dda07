package io.m2m.storage.s3;

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
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetryCountIT {
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger breaks = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();
    private volatile boolean empty;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (refusals.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                String range = exchange.getRequestHeaders().getFirst("Range");
                byte[] rest = (range == null ? "all" : "all".substring(range.charAt("bytes=".length()) - '0'))
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, rest.length);
                exchange.getResponseBody().write(rest, 0, empty ? 0 : breaks.getAndDecrement() > 0 ? 1 : rest.length);
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

        assertThat(read()).isEqualTo("all");

        assertThat(retried).hasValue(2);
    }

    @Test
    void everyBodyThatIsAskedForAgainIsTold() throws IOException {
        breaks.set(2);

        assertThat(read()).isEqualTo("all");

        assertThat(retried).hasValue(2);
    }

    /** Not of an object that is damaged. */
    @Test
    void aBodyThatNeverComesIsTheFailureOfAStore() {
        empty = true;

        ProblemException problem = catchThrowableOfType(ProblemException.class, this::read);

        assertThat(problem.problem().kind()).isEqualTo(Problem.Kind.UNREACHABLE);
        assertThat(problem.problem().sentence())
                .contains("127.0.0.1:" + server.getAddress().getPort(), "byte 0", "key");
    }

    @Test
    void aCallThatIsAnsweredIsNoRetry() throws IOException {
        assertThat(read()).isEqualTo("all");
        assertThat(read()).isEqualTo("all");

        assertThat(retried).hasValue(0);
    }

    private String read() throws IOException {
        String endpoint = "127.0.0.1:" + server.getAddress().getPort();
        try (ObjectStore store = S3ObjectStore.of(
                        S3Server.bucket(endpoint, "a-bucket", "folder", S3Server.SECRET_KEY, false),
                        retried::incrementAndGet);
                InputStream object = store.open("key", 0)) {
            return new String(object.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
