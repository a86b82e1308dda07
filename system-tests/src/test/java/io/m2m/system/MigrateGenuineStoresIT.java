package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores of real 1.x servers, from disk to disk. */
@ResourceLock(Milvus.LOCAL)
class MigrateGenuineStoresIT {
    @ParameterizedTest
    @ValueSource(strings = {"index_pair", "indexed", "wal_clean_stop", "wal_killed"})
    void everyRowArrives(String name) {
        Path folder = Places.fresh("genuine-" + name);
        SourceStore store = GenuineStore.unpack(name, folder.resolve("store"));
        SortedMap<String, String> before = store.listing();
        Migrating migrating = migrating(folder, store);

        migrating.verified();

        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
        assertThat(store.listing()).isEqualTo(before);
    }

    @Test
    void attributesOfAHybridCollectionAreNamedAndTheRestArrives() {
        Path folder = Places.fresh("genuine-codec_100");
        SourceStore store = GenuineStore.unpack("codec_100", folder.resolve("store"));
        Migrating migrating = migrating(folder, store);

        Ended ended = migrating.run();

        assertThat(ended.code()).as(ended.err()).isEqualTo(1);
        assertThat(ended.out()).contains("hyb is a hybrid collection", "a_int8");
        assertThat(migrating.report().collectionsNot("VERIFIED")).containsExactly("hyb");
        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
    }

    @Test
    void whatTheTargetRefusesIsLeftOutWhenAskedTo() {
        Path folder = Places.fresh("genuine-mixed-skip");
        SourceStore store = GenuineStore.unpack("mixed", folder.resolve("store"));
        Migrating migrating = migrating(folder, store);

        migrating.verified("--set", "policy.invalidVectors=skip");

        assertThat(Oracle.findings(migrating.target(), store.truth(), "--skip-invalid"))
                .isEmpty();
        assertThat(migrating
                        .report()
                        .collection("odd_values")
                        .path("skippedRows")
                        .asInt())
                .isPositive();
    }

    @Test
    void whatTheTargetRefusesIsQuarantinedAndTheRestArrives() {
        Path folder = Places.fresh("genuine-mixed");
        SourceStore store = GenuineStore.unpack("mixed", folder.resolve("store"));
        Migrating migrating = migrating(folder, store);

        Ended ended = migrating.run();

        assertThat(ended.code()).as(ended.err()).isEqualTo(1);
        assertThat(migrating.report().verdict()).isEqualTo("INCOMPLETE");
        assertThat(migrating.report().collectionsNot("VERIFIED")).containsExactly("odd_values");
        assertThat(migrating
                        .report()
                        .collection("odd_values")
                        .path("quarantined")
                        .valueStream())
                .hasSize(1);
        assertThat(Oracle.findings(migrating.target(), store.truth(), "--leave-out", "odd_values"))
                .isEmpty();
    }

    @Test
    void aSecondRunFindsNothingToDo() {
        Path folder = Places.fresh("genuine-again");
        SourceStore store = GenuineStore.unpack("index_pair", folder.resolve("store"));
        Migrating migrating = migrating(folder, store);
        migrating.verified();

        migrating.verified();

        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
    }

    private static Migrating migrating(Path folder, SourceStore store) {
        return Migrating.to(Milvus.local(), folder, Configuration.local(store, folder.resolve("staging")));
    }
}
