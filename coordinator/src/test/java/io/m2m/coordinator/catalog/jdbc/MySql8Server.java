package io.m2m.coordinator.catalog.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Speaks as MySQL 8 does: go-mysql-server, built by {@code src/test/go/mysql8}. It ends with this JVM at the latest. */
final class MySql8Server extends MySqlServer {
    private static final Path SOURCE = Path.of("src/test/go/mysql8").toAbsolutePath();
    private static final Pattern VERSION = Pattern.compile("go1\\.(\\d+)");
    /** What {@code go.mod} asks for. */
    private static final int OLDEST_GO = 23;

    private final Process process;
    private final String place;

    private MySql8Server(Process process, String place) {
        this.process = process;
        this.place = place;
    }

    /** @param folder for the program and its log */
    static MySql8Server start(Path folder) throws IOException, InterruptedException {
        Path program = folder.resolve("mysql8");
        Path log = folder.resolve("mysql8.log");
        ProcessBuilder build = new ProcessBuilder(go(), "build", "-o", program.toString(), ".")
                .directory(SOURCE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        build.environment().put("CGO_ENABLED", "0");
        build.environment().put("GOTOOLCHAIN", "local");
        if (build.start().waitFor() != 0) {
            throw new IOException(Files.readString(log));
        }
        Process process = new ProcessBuilder(program.toString())
                .redirectError(log.toFile())
                .start();
        String port = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (port == null) {
            throw new IOException(Files.readString(log));
        }
        return new MySql8Server(process, "127.0.0.1:" + port);
    }

    private static String go() throws IOException {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "go"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "Go is not installed");
        Process asked = new ProcessBuilder(found.orElseThrow().toString(), "version").start();
        Matcher version =
                VERSION.matcher(asked.inputReader(StandardCharsets.UTF_8).readLine());
        assumeTrue(
                version.find() && Integer.parseInt(version.group(1)) >= OLDEST_GO,
                "Go 1." + OLDEST_GO + " or newer is not installed");
        return found.orElseThrow().toString();
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
