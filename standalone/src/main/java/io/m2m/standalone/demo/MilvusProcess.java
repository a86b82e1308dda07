package io.m2m.standalone.demo;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The launcher and the server below it. They end when the launcher's standard input is closed, so also with this JVM. */
final class MilvusProcess implements Target {
    private static final int START_SECONDS = 180;
    private static final int STOP_SECONDS = 15;

    private final Process launcher;
    private final String endpoint;

    private MilvusProcess(Process launcher, String endpoint) {
        this.launcher = launcher;
        this.endpoint = endpoint;
    }

    static MilvusProcess start(Path python, Path script, Path data, Path binaries, String... settings)
            throws InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(python.toString(), script.toString(), data.toString(), binaries.toString()),
                        Stream.of(settings))
                .toList();
        Path log = data.resolve("launcher.log");
        Process launcher;
        try {
            launcher = new ProcessBuilder(command).redirectError(log.toFile()).start();
        } catch (IOException failure) {
            throw failed("cannot be started: " + failure.getMessage(), failure);
        }
        try {
            return new MilvusProcess(launcher, "http://127.0.0.1:" + port(launcher, log));
        } catch (RuntimeException | InterruptedException failure) {
            end(launcher);
            throw failure;
        }
    }

    private static int port(Process launcher, Path log) throws InterruptedException {
        CompletableFuture<@Nullable String> line = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try (BufferedReader output = launcher.inputReader(StandardCharsets.UTF_8)) {
                line.complete(output.readLine());
            } catch (IOException failure) {
                line.completeExceptionally(failure);
            }
        });
        try {
            String port = line.get(START_SECONDS, TimeUnit.SECONDS);
            if (port == null) {
                throw failed("did not start: " + PythonVenv.lastLine(log), null);
            }
            return Integer.parseInt(port);
        } catch (TimeoutException slow) {
            throw failed("was not ready within " + START_SECONDS + " s", slow);
        } catch (ExecutionException failure) {
            throw failed("cannot be watched: " + failure.getCause(), failure);
        }
    }

    private static ProblemException failed(String what, @Nullable Exception cause) {
        return new ProblemException(
                Kind.UNREACHABLE,
                "the Milvus server of this machine " + what
                        + "; it needs x86-64 Linux or macOS, 1 GB of free memory and 1 GB of free disk",
                cause);
    }

    @Override
    public String endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        end(launcher);
    }

    /** Waits also when this thread is interrupted: that is how a user's Ctrl-C arrives here. */
    private static void end(Process launcher) {
        List<ProcessHandle> family = Stream.concat(launcher.descendants(), Stream.of(launcher.toHandle()))
                .toList();
        try {
            launcher.getOutputStream().close();
        } catch (IOException gone) {
            launcher.destroy();
        }
        CompletableFuture<?> ended = CompletableFuture.allOf(
                family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        ended.completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS).join();
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
