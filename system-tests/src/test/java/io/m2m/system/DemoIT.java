package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m2m.system.Commands.Ended;
import io.m2m.system.Commands.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoIT {
    @Test
    void showsAVerifiedMigrationAndLeavesNothingBehind() throws Exception {
        Path folder = Places.fresh("demo");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Set<ProcessHandle> family = new HashSet<>();
        Running demo = M2m.start(folder, Map.of("M2M_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary), List.of("demo"));
        await().atMost(Duration.ofMinutes(5)).until(() -> {
            demo.process().descendants().forEach(family::add);
            return !demo.process().isAlive();
        });

        Ended ended = demo.end();

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("VERIFIED");
        assertThat(family).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(temporary).isEmptyDirectory();
    }
}
