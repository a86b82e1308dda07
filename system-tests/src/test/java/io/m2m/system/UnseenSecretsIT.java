package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A server that has its secrets from its environment shows them to nobody who looks at it. */
@ResourceLock(Milvus.ON_S3)
class UnseenSecretsIT {
    private static final String TOKEN = "a-secret-token";

    @Test
    void neitherTheProcessListNorWhatItServesHoldsOne() throws Exception {
        Path folder = Places.fresh("unseen-secrets");
        SourceStore store = GenuineStore.unpack("codec_100", folder.resolve("store"));
        Configuration withoutKey =
                Configuration.local(store, folder.resolve("unused")).stagingOnS3("unseen-secrets");
        Path config = withoutKey.write(folder, Milvus.onS3().endpoint());
        Files.writeString(config, Files.readString(config).replace(S3Server.SECRET_KEY, "${THE_KEY}"));
        Migrating migrating = new Migrating(folder, config, Milvus.onS3().empty());
        try (Serving serving =
                Serving.with(migrating, Map.of("THE_KEY", S3Server.SECRET_KEY, "M2M_API_TOKEN", TOKEN), TOKEN)) {
            Coordinator coordinator = new Coordinator(serving.address(), TOKEN);
            String migration = coordinator.startMigration();
            await().atMost(Duration.ofMinutes(5)).until(() -> coordinator.finished(migration));
            assertThat(coordinator.report(migration).collectionsNot("VERIFIED")).containsExactly("hyb");

            assertThat(processes()).isNotEmpty().noneMatch(UnseenSecretsIT::holdsOne);
            for (String path : List.of(
                    "/",
                    "/actuator/prometheus",
                    "/actuator/health",
                    "/api/v1/migrations/" + migration,
                    "/api/v1/migrations/" + migration + "/report",
                    "/api/v1/openapi.json")) {
                assertThat(coordinator.body(path)).as(path).isNotEmpty().doesNotContain("a-secret");
            }
        }
    }

    private static boolean holdsOne(String commandLine) {
        return commandLine.contains("a-secret");
    }

    /** Command lines of the program's processes, as everybody on this machine sees them. */
    private static List<String> processes() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.map(process -> process.resolve("cmdline"))
                    .filter(Files::isReadable)
                    .map(UnseenSecretsIT::text)
                    .filter(line -> line.contains("m2m-app.jar") && line.contains("serve"))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException over) {
            return "";
        }
    }
}
