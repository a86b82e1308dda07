package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m2m.system.Commands.Running;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real proxy, mitmproxy, between m2m and what it asks. It does the harm of a list, {@code faults.py} says how, and keeps a
 * journal of what it has really done.
 */
final class FaultProxy implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final List<String> modes = new ArrayList<>();
    private final List<String> grpc = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private @Nullable Running running;

    /** @param folder keeps list and journal */
    FaultProxy(Path folder) {
        this.folder = folder;
    }

    /**
     * One harm. Names of the fields and their meaning are those of {@code faults.py}.
     *
     * @param fits regular expression over {@code METHOD PATH}, or over the bytes of a TCP message
     * @param skip how many that fit are let through before
     */
    record Fault(String name, int port, String fits, String of, int skip, int times, String deed) {
        private static Fault of(int port, String deed, String fits) {
            return new Fault(deed + " at " + fits, port, fits, "client", 0, 1, deed);
        }

        Fault times(int times) {
            return new Fault(name, port, fits, of, skip, times, deed);
        }

        Fault after(int skip) {
            return new Fault(name + " after " + skip, port, fits, of, skip, times, deed);
        }

        /** In what the server sends. */
        Fault ofServer() {
            return new Fault(name, port, fits, "server", skip, times, deed);
        }
    }

    private record Done(String fault, String asked) {}

    /** @return the port that leads to the server */
    int http(String server) {
        return listen("reverse:" + server);
    }

    /** The same for gRPC, which is HTTP/2 without TLS. */
    int grpc(String server) {
        int port = http(server);
        grpc.add(String.valueOf(port));
        return port;
    }

    /** The same for any other protocol. */
    int tcp(String place) {
        return listen("reverse:tcp://" + place);
    }

    private int listen(String mode) {
        int port = freePort();
        modes.add(mode + "@127.0.0.1:" + port);
        return port;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    Fault fault(int port, String deed, String fits) {
        return Fault.of(port, deed, fits);
    }

    /** In this order: of those that fit, the first that is not used up is done. */
    FaultProxy with(Fault... more) {
        faults.addAll(List.of(more));
        return this;
    }

    /** Returns when it listens. */
    void start() throws IOException {
        publish();
        Files.writeString(journal(), "");
        List<String> command = new ArrayList<>(List.of(
                Python.mitmdump().toString(),
                "--flow-detail=0",
                "--set=keep_host_header=true",
                "--set=confdir=" + folder,
                "--set=faults=" + list(),
                "--set=journal=" + journal(),
                "--set=grpc=" + String.join(",", grpc),
                "--scripts=" + Places.script("faults.py")));
        modes.forEach(mode -> command.add("--mode=" + mode));
        running = Commands.start(folder, Map.of("PYTHONUNBUFFERED", "1"), command);
        await().atMost(START)
                .failFast(
                        "the proxy has ended: " + running.err(),
                        () -> !running.process().isAlive())
                .until(() -> Files.readString(running.out()).split("listening at", -1).length > modes.size());
    }

    /** Goes on with others in the place of the old ones. */
    void goOnWith(Fault... others) throws IOException {
        faults.clear();
        with(others).publish();
    }

    /** The same after a new start, on the same ports. */
    void restart(Fault... others) throws IOException {
        close();
        faults.clear();
        with(others).start();
    }

    private void publish() throws IOException {
        Path next = folder.resolve("faults.next.json");
        JSON.writeValue(next.toFile(), faults);
        Files.move(next, list(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path list() {
        return folder.resolve("faults.json");
    }

    private Path journal() {
        return folder.resolve("journal.jsonl");
    }

    /** A harm that was not done proves nothing. */
    void hasDoneAll() throws IOException {
        List<String> done = Files.readAllLines(journal()).stream()
                .map(line -> JSON.readValue(line, Done.class).fault())
                .toList();
        assertThat(done)
                .as("journal of the proxy, %s", running.out())
                .containsAll(faults.stream().map(Fault::name).toList());
    }

    @Override
    public void close() {
        if (running != null) {
            running.kill();
        }
    }
}
