package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A store whose metadata lies in its write-ahead log: SQLite changes it when it is opened in place. */
@ResourceLock(Milvus.LOCAL)
class SourceUntouchedIT {
    @Test
    void noCommandChangesAFileOfTheSource() {
        Path folder = Places.fresh("untouched");
        SourceStore store = GenuineStore.unpack("wal_killed", folder.resolve("store"));
        SortedMap<String, String> before = store.listing();
        Migrating migrating =
                Migrating.to(Milvus.local(), folder, Configuration.local(store, folder.resolve("staging")));
        String config = migrating.config().toString();

        succeeds(M2m.run(folder, "export", "-s", store.metadata().toString(), "-o", "exported"));
        succeeds(M2m.run(folder, "plan", "--config", config, "--report", "plan.json"));
        succeeds(M2m.run(folder, "dump", "--config", config));
        succeeds(M2m.run(folder, "load", "--config", config));
        succeeds(M2m.run(folder, "verify", "--config", config));
        succeeds(M2m.run(folder, "clean", "--config", config));

        assertThat(folder.resolve("plan.json")).content().contains("m2m-plan-report/1");
        assertThat(store.listing()).isEqualTo(before);
        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
    }

    private static void succeeds(Ended ended) {
        assertThat(ended.code()).as(ended.err() + ended.out()).isZero();
    }
}
