package io.m2m.storage.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands in for a store, or for a proxy before one: agrees to every upload and keeps what it was asked. */
final class RecordingServer implements AutoCloseable {
    private static final String BEGUN =
            "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>";
    private static final String DONE =
            "<CompleteMultipartUploadResult><ETag>\"1\"</ETag></CompleteMultipartUploadResult>";

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** One request, without its body. */
    record Asked(String method, URI uri, Headers headers) {
        String header(String name) {
            return headers.getFirst(name);
        }
    }

    RecordingServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(new Asked(exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders()));
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        byte[] body = (!exchange.getRequestMethod().equals("POST") ? "" : query.contains("uploads") ? BEGUN : DONE)
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** {@code host:port}. */
    String endpoint() {
        return "127.0.0.1:" + port();
    }

    List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
