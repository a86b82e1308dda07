package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Stores of chance under kills, pauses and repeated messages of chance: the verdict is VERIFIED in the end, and the target exact.
 * How many stores: {@code -Dm2m.nemesis.rounds=}, or for how long: {@code -Dm2m.nemesis.minutes=}; again as it was: {@code -Dm2m.seed=}.
 */
@ResourceLock(Milvus.THIRD_LOCAL)
class NemesisIT {
    private static final int ROUNDS = Integer.getInteger("m2m.nemesis.rounds", 1);
    private static final int MINUTES = Integer.getInteger("m2m.nemesis.minutes", 0);
    private static final long SEED = Long.getLong("m2m.seed", 1);
    private static final long SHORTEST_RAGE_MILLIS = 20_000;
    private static final long LONGEST_RAGE_MILLIS = 60_000;
    private static final Duration CALM = Duration.ofMinutes(5);

    @Test
    void theTargetIsExactWhateverHappensOnTheWay() throws Exception {
        long start = System.nanoTime();
        for (int round = 0; round < ROUNDS || minutesSince(start) < MINUTES; round++) {
            round(SEED + round);
        }
    }

    private static long minutesSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMinutes();
    }

    private static void round(long seed) throws Exception {
        Path folder = Places.fresh("nemesis/" + seed);
        SourceStore store = RandomStore.write(seed, folder.resolve("store"));
        Migrating migrating =
                Migrating.to(Milvus.thirdLocal(), folder, Configuration.local(store, folder.resolve("staging")));
        M2m.run(folder, "--version");
        try (BrokerProcess broker = BrokerProcess.start(folder);
                Fleet fleet = new Fleet(broker.bootstrapServers(), migrating, Map.of())) {
            Nemesis nemesis = new Nemesis(seed, fleet, broker);
            String migration = new Coordinator(Fleet.address(nemesis.coordinator())).startMigration();
            try (MessageCopier copier =
                    new MessageCopier(broker.bootstrapServers(), 0.3, Duration.ofSeconds(15), seed)) {
                nemesis.rage(new Random(seed).nextLong(SHORTEST_RAGE_MILLIS, LONGEST_RAGE_MILLIS));
                await().pollDelay(Duration.ofSeconds(1)).atMost(CALM).until(copier::isThrough);
            }
            Coordinator coordinator = new Coordinator(Fleet.address(nemesis.coordinator()));

            await().pollInterval(Duration.ofSeconds(1)).atMost(CALM).until(() -> coordinator.finished(migration));
            String verdict = coordinator.verdict(migration);
            System.err.printf("seed %d: %s, then %s%n", seed, nemesis.deeds(), verdict);
            if (verdict.equals("FAILED") || verdict.equals("INCOMPLETE")) {
                coordinator.begin("MIGRATE");
                await().pollInterval(Duration.ofSeconds(1)).atMost(CALM).until(() -> coordinator.finished(migration));
            }

            assertThat(coordinator.report(migration).verdict())
                    .as("seed %d: %s", seed, nemesis.deeds())
                    .isEqualTo("VERIFIED");
            assertThat(Oracle.findings(migrating.target(), store.truth()))
                    .as("seed %d: %s", seed, nemesis.deeds())
                    .isEmpty();
        }
    }
}
