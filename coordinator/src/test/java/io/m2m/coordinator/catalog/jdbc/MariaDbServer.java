package io.m2m.coordinator.catalog.jdbc;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real MariaDB with the tables that 1.x creates on MySQL. It ends with this JVM at the latest. */
public final class MariaDbServer extends MySqlServer {
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/bin"));

    private final Process process;
    private final int port;

    private MariaDbServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * @param folder empty, for its data and logs
     * @param options of the server, beside those that it needs
     */
    public static MariaDbServer start(Path folder, String... options) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        String user = "--user=" + System.getProperty("user.name");
        Process install = started(
                folder.resolve("install.log"),
                program("mariadb-install-db"),
                "--no-defaults",
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                user);
        if (install.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("install.log")));
        }
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                program("mariadbd"),
                "--no-defaults",
                "--datadir=" + data,
                "--socket=" + folder.resolve("socket"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                user));
        command.addAll(List.of(options));
        Process process = started(folder.resolve("server.log"), command.toArray(String[]::new));
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        MariaDbServer server = new MariaDbServer(process, port);
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .untilAsserted(() -> server.root("").close());
        return server;
    }

    private static Process started(Path log, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    @Override
    public String place() {
        return "127.0.0.1:" + port;
    }

    private static String program(String name) {
        List<Path> found = FOLDERS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .toList();
        assumeTrue(!found.isEmpty(), name + " is not installed (on Debian: apt install mariadb-server)");
        return found.getFirst().toString();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
