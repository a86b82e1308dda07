package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Running;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The program is killed at random moments, started again, and every row must still arrive exactly once. How often:
 * {@code -Dm2m.kills=}; another sequence: {@code -Dm2m.seed=}.
 */
@ResourceLock(Milvus.OTHER_LOCAL)
class KillIT {
    private static final int KILLS = Integer.getInteger("m2m.kills", 2);
    private static final long SEED = Long.getLong("m2m.seed", 1);

    private final Path folder = Places.fresh("kill");
    private final SourceStore store = GenuineStore.unpack("indexed", folder.resolve("store"));
    private final Random moments = new Random(SEED);

    @Test
    void everyRowArrivesHoweverOftenTheProgramIsKilled() throws InterruptedException {
        long whole = secondsUndisturbed();
        int kills = 0;
        while (kills < KILLS) {
            Migrating migrating = fresh("killed-" + kills);
            kills += killUntilItEnds(migrating, whole, KILLS - kills);

            migrating.verified();

            assertThat(Oracle.findings(migrating.target(), store.truth()))
                    .as("seed %d, after %d kills", SEED, kills)
                    .isEmpty();
        }
    }

    /** Two kills in a row at the most, so that every moment of a migration is met. */
    private int killUntilItEnds(Migrating migrating, long whole, int left) throws InterruptedException {
        int kills = 0;
        while (kills < Math.min(left, 2)) {
            Running running = M2m.start(migrating.folder(), migrating.command("migrate"));
            if (running.process().waitFor(moments.nextLong(whole * 1000), TimeUnit.MILLISECONDS)) {
                return kills;
            }
            running.kill();
            kills++;
        }
        return kills;
    }

    private long secondsUndisturbed() {
        Migrating migrating = fresh("undisturbed");
        long start = System.nanoTime();
        migrating.verified();
        return 1 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    }

    private Migrating fresh(String name) {
        Path place = Places.fresh("kill/" + name);
        return Migrating.to(Milvus.otherLocal(), place, Configuration.local(store, place.resolve("staging")));
    }
}
