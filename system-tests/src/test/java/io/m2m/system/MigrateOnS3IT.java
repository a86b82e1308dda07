package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Staging, and the source too, in a bucket that the target reads. */
@ResourceLock(Milvus.ON_S3)
class MigrateOnS3IT {
    @ParameterizedTest
    @ValueSource(strings = {"index_pair", "indexed", "wal_clean_stop", "wal_killed"})
    void everyRowArrives(String name) {
        Path folder = Places.fresh("s3-" + name);
        SourceStore store = GenuineStore.unpack(name, folder.resolve("store"));
        Migrating migrating = Migrating.to(
                Milvus.onS3(),
                folder,
                Configuration.local(store, folder.resolve("unused")).stagingOnS3("staging/" + name));

        migrating.verified();

        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
        assertThat(folder.resolve("unused")).doesNotExist();
    }

    @Test
    void everyRowOfAStoreWithAHybridCollectionArrives() {
        Path folder = Places.fresh("s3-codec_100");
        SourceStore store = GenuineStore.unpack("codec_100", folder.resolve("store"));
        Migrating migrating = Migrating.to(
                Milvus.onS3(),
                folder,
                Configuration.local(store, folder.resolve("unused")).stagingOnS3("staging/codec_100"));

        Ended ended = migrating.run();

        assertThat(ended.code()).as(ended.err()).isEqualTo(1);
        assertThat(migrating.report().collectionsNot("VERIFIED")).containsExactly("hyb");
        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
    }

    @Test
    void everyRowArrivesFromABucket() {
        Path folder = Places.fresh("s3-source");
        SourceStore store = GenuineStore.unpack("mixed", folder.resolve("store"));
        Ended exported = M2m.run(folder, "export", "-s", store.metadata().toString(), "-o", folder.toString());
        assertThat(exported.code()).as(exported.err()).isZero();
        S3Server.get().upload(store.tables(), "backup/tables");
        S3Server.get().upload(folder.resolve("meta.json"), "backup/meta.json");
        Migrating migrating = Migrating.to(
                Milvus.onS3(),
                folder,
                Configuration.local(store, folder.resolve("unused"))
                        .sourceOnS3("backup")
                        .stagingOnS3("staging/from-s3"));

        migrating.verified("--set", "policy.invalidVectors=skip");

        assertThat(Oracle.findings(migrating.target(), store.truth(), "--skip-invalid"))
                .isEmpty();
    }
}
