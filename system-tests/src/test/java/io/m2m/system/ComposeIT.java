package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.m2m.system.Commands.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code docker-compose.yml} as it stands, where a Docker engine runs; with {@code -Dm2m.compose} one is started for it. Alone: it fills the machine. */
@Isolated
class ComposeIT {
    @Test
    void theCompositionMigratesAStoreThoughADumperIsKilled() throws Exception {
        assumeTrue(Boolean.getBoolean("m2m.compose") || engineRuns(), "no Docker engine runs");

        Path proof = Places.program().resolveSibling("deploy").resolve("compose-proof");
        Path folder = Places.fresh("compose");
        Ended ended = Commands.start(
                        folder, Map.of("JAVA_HOME", System.getProperty("java.home")), List.of(proof.toString()))
                .end(60);

        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out())
                .contains("killed by SIGKILL", "verdict VERIFIED", "the oracle finds every row exact")
                .endsWith("PROVED\n");
    }

    private static boolean engineRuns() throws InterruptedException {
        try {
            Process docker = new ProcessBuilder("docker", "info")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return docker.waitFor(30, TimeUnit.SECONDS) && docker.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
