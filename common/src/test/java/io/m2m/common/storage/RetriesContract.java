package io.m2m.common.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every store of buckets tries again, against a stand-in that refuses and breaks off. */
public abstract class RetriesContract {
    /** Of the bucket. */
    protected static final String BUCKET = "a-bucket";
    /** Of the one object that is read. */
    protected static final byte[] CONTENT = content();

    /** Requests to come that are refused. */
    protected final AtomicInteger refusals = new AtomicInteger();
    /** Times that a store said that it tries again. */
    protected final AtomicInteger retried = new AtomicInteger();

    /** Bodies to come that break off. */
    private final AtomicInteger breaks = new AtomicInteger();

    private HttpServer server;

    private static byte[] content() {
        byte[] content = new byte[100_000];
        Arrays.fill(content, (byte) 7);
        return content;
    }

    /** Answers a request that is not refused; a body goes out by {@link #send}. */
    protected abstract void answer(HttpExchange exchange) throws IOException;

    /**
     * A store in {@link #BUCKET}.
     *
     * @param server host and port
     */
    protected abstract ObjectStore store(String server, Runnable retried);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (refusals.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                answer(exchange);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Bytes of the content as a body, or the first ten of them. */
    protected final void send(HttpExchange exchange, int status, int from, int length) throws IOException {
        exchange.sendResponseHeaders(status, length);
        exchange.getResponseBody().write(CONTENT, from, breaks.getAndDecrement() > 0 ? 10 : length);
        exchange.getResponseBody().flush();
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

        assertThat(retried).hasValue(2);
    }

    @Test
    void aStoreThatRefusesForGoodIsSaidToDoSo() {
        refusals.set(1_000);

        ProblemException problem = catchThrowableOfType(ProblemException.class, this::read);

        assertThat(problem.problem().kind()).isEqualTo(Problem.Kind.UNREACHABLE);
        assertThat(problem.problem().sentence()).contains("does not serve bucket " + BUCKET + " (503");
        assertThat(retried).hasValue(3);
    }

    protected final byte[] read() throws IOException {
        try (ObjectStore store = store();
                InputStream object = store.open("key", 0)) {
            return object.readAllBytes();
        }
    }

    protected final ObjectStore store() {
        return store(address(), retried::incrementAndGet);
    }

    /** Host and port of the stand-in. */
    protected final String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }
}
