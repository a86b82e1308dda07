package io.m2m.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Steers a migration by every verb there is, in whatever state it finds it, to its good end. */
final class Operator {
    private static final Duration RUN = Duration.ofMinutes(8);
    /** So slow that there is time to mend what is wrong with a collection. */
    private static final String SLOWLY = "{\"loadBytesPerSecond\": 10000}";

    private final Coordinator coordinator;
    private final Path staged;

    /** @param staged the folder of a collection in staging, of which a file will be missing for a while */
    Operator(Coordinator coordinator, Path staged) {
        this.coordinator = coordinator;
        this.staged = staged;
    }

    void steer() throws IOException, InterruptedException {
        coordinator.begin("DUMP");
        await().until(() -> !coordinator.status("").isEmpty());
        String migration = "/" + coordinator.status("").get(0).path("migration").asString();
        untilOverOr(migration, status -> false);
        coordinator.limit(migration, SLOWLY);
        Path file = manifest();
        Path aside = file.resolveSibling("aside");
        Files.move(file, aside);
        coordinator.begin("LOAD");
        untilOverOr(migration, this::isGivenUp);
        Files.move(aside, file);
        for (String verb : new String[] {"/retry", "/pause", "/resume", "/cancel"}) {
            coordinator.ask(migration, verb);
        }
        coordinator.limit(migration, "{}");
        untilOverOr(migration, status -> false);
        coordinator.ask(migration, "/retry");
        untilOverOr(migration, status -> false);
        coordinator.begin("MIGRATE");
        untilOverOr(migration, status -> false);
    }

    private Path manifest() throws IOException {
        try (Stream<Path> files = Files.walk(staged)) {
            return files.filter(file -> file.endsWith("manifest.json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private boolean isGivenUp(JsonNode status) {
        return status.path("collections")
                .valueStream()
                .filter(collection -> staged.endsWith(collection.path("source").asString()))
                .anyMatch(collection -> collection.path("state").asString().equals("FINISHED"));
    }

    /** A visit that was cut short may have paused it. */
    private void untilOverOr(String migration, Predicate<JsonNode> look) {
        await().pollInterval(Duration.ofMillis(200)).atMost(RUN).until(() -> {
            JsonNode status = coordinator.status(migration);
            if (status.path("migration").path("paused").asBoolean()) {
                coordinator.ask(migration, "/resume");
            }
            return status.path("migration").hasNonNull("finishedAt") || look.test(status);
        });
    }
}
