package io.m2m.common.storage;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server in a process of its own, on this machine. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Returns when it listens.
     *
     * @param folder where it runs and logs
     */
    public static ServerProcess start(Path folder, int port, List<String> command) {
        return start(folder, port, command, Map.of());
    }

    public static ServerProcess start(Path folder, int port, List<String> command, Map<String, String> environment) {
        Path log = folder.resolve("server-" + port + ".log");
        ServerProcess server;
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            server = new ServerProcess(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        await().atMost(START)
                .failFast(command + " has ended, see " + log, () -> !server.process.isAlive())
                .until(() -> listens(port));
        return server;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
