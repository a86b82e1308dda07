package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A genuine store to Milvus 2.2.16, which counts by its metadata alone. */
@ResourceLock(Milvus.OLDEST)
class OldestTargetIT {
    @Test
    void everyRowArrivesOnceAndASecondRunFindsNothingToDo() {
        Path folder = Places.fresh("oldest-target");
        SourceStore store = GenuineStore.unpack("index_pair", folder.resolve("store"));
        Migrating migrating =
                Migrating.to(Milvus.oldest(), folder, Configuration.local(store, folder.resolve("staging")));

        migrating.verified();
        migrating.verified();

        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
    }
}
