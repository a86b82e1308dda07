package io.m2m.standalone.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Exit;

/** A broker in a JVM of its own, to be killed. Its first line is its address, or why it did not start. */
final class BrokerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private BrokerProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @param arguments a folder, or none for a temporary one; then {@code fault} to break it */
    static BrokerProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName()));
        command.addAll(List.of(arguments));
        return new BrokerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** The next line that is not a notice of the JVM. */
    String line() {
        try {
            String line = output.readLine();
            while (line != null && line.startsWith("WARNING: ")) {
                line = output.readLine();
            }
            return String.valueOf(line);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String rest() {
        return output.lines().collect(Collectors.joining("\n"));
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedBroker broker =
                arguments.length == 0 ? EmbeddedBroker.startTemporary() : EmbeddedBroker.start(Path.of(arguments[0]))) {
            System.out.println(broker.bootstrapServers());
            if (arguments.length > 1) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hooks run")));
                Exit.halt(1, "no space left on device");
            }
            new InputStreamReader(System.in, StandardCharsets.UTF_8).read();
        } catch (RuntimeException refusal) {
            System.out.println(refusal.getMessage());
        }
    }
}
