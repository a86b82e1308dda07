package io.m2m.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Takes traces as a collector does, by OTLP over HTTP, and reads of them who they are from. */
final class OtlpCollector implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    /**
     * One span.
     *
     * @param trace id, hexadecimal
     */
    record Span(String service, String trace, String name) {}

    private OtlpCollector(HttpServer server) {
        this.server = server;
    }

    static OtlpCollector start() throws IOException {
        OtlpCollector collector =
                new OtlpCollector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        collector.server.createContext("/v1/traces", collector::take);
        collector.server.start();
        return collector;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    /** {@code ExportTraceServiceRequest}: resource spans, each of a resource with its scopes' spans. */
    private void take(HttpExchange exchange) throws IOException {
        ByteBuffer request = ByteBuffer.wrap(exchange.getRequestBody().readAllBytes());
        fields(request, 1).forEach(resourceSpans -> {
            String service = fields(resourceSpans, 1)
                    .flatMap(resource -> fields(resource, 1))
                    .filter(attribute -> text(attribute, 1).equals("service.name"))
                    .flatMap(attribute -> fields(attribute, 2))
                    .map(value -> text(value, 1))
                    .findFirst()
                    .orElse("");
            fields(resourceSpans, 2)
                    .flatMap(scope -> fields(scope, 2))
                    .map(span ->
                            new Span(service, hex(fields(span, 1).findFirst().orElseThrow()), text(span, 5)))
                    .forEach(spans::add);
        });
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** The length-delimited fields of a number in a protobuf message. */
    private static Stream<ByteBuffer> fields(ByteBuffer message, int number) {
        ByteBuffer rest = message.duplicate();
        Stream.Builder<ByteBuffer> found = Stream.builder();
        while (rest.hasRemaining()) {
            int tag = (int) varint(rest);
            int length = switch (tag & 7) {
                case 0 -> {
                    varint(rest);
                    yield 0;
                }
                case 1 -> Long.BYTES;
                case 2 -> (int) varint(rest);
                case 5 -> Integer.BYTES;
                default -> throw new IllegalArgumentException("no protobuf: wire type " + (tag & 7));
            };
            if (tag == (number << 3 | 2)) {
                found.add(rest.slice(rest.position(), length));
            }
            rest.position(rest.position() + length);
        }
        return found.build();
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static String text(ByteBuffer message, int number) {
        return fields(message, number)
                .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString())
                .findFirst()
                .orElse("");
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
