package io.m2m.standalone.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MilvusFromPyPIIT {
    @TempDir
    private Path folder;

    @Test
    void startsBesideAnotherOneAndLeavesNoProcess() throws Exception {
        MilvusFromPyPI milvus = MilvusFromPyPI.inUserCache();
        try (Target one = milvus.start(folder.resolve("one"), said -> {})) {
            List<ProcessHandle> first = ProcessHandle.current().descendants().toList();
            try (Target two = milvus.start(folder.resolve("two"), said -> {})) {
                connect(one.endpoint());
                connect(two.endpoint());

                one.close();

                assertThat(first).hasSize(2).noneMatch(ProcessHandle::isAlive);
                assertThatThrownBy(() -> connect(one.endpoint())).isInstanceOf(IOException.class);
                connect(two.endpoint());
            }
        }
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @Test
    void endsWithACallerThatIsKilled() throws Exception {
        Process caller = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MilvusFromPyPIIT.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = caller.inputReader(StandardCharsets.UTF_8)) {
            connect(output.readLine());
            List<ProcessHandle> family = caller.descendants().toList();

            caller.destroyForcibly();

            assertThat(family).hasSize(2);
            await().atMost(20, SECONDS).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            caller.destroyForcibly();
        }
    }

    private static void connect(String endpoint) throws IOException {
        URI address = URI.create(endpoint);
        new Socket(address.getHost(), address.getPort()).close();
    }

    /** A caller to be killed; its argument is the data folder. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(MilvusFromPyPI.inUserCache()
                .start(Path.of(arguments[0]), System.err::println)
                .endpoint());
        Thread.currentThread().join();
    }
}
