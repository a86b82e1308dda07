package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Source and staging in an object store that fails in every way object stores do. */
@ResourceLock(Milvus.ON_S3)
class FaultsOnS3IT {
    private final Path folder = Places.fresh("faults-s3");
    private final FaultProxy proxy = new FaultProxy(folder);
    private final int port = proxy.http(S3Server.get().endpoint().toString());

    private SourceStore store;
    private Migrating migrating;

    /** Wide enough for uploads in several parts. */
    @BeforeEach
    void putTheStoreIntoTheBucket() {
        store = RandomStore.write(11, folder.resolve("store"), "--rows", "40000", "--wide");
        Ended exported = M2m.run(folder, "export", "-s", store.metadata().toString(), "-o", folder.toString());
        assertThat(exported.code()).as(exported.err()).isZero();
        S3Server.get().upload(store.tables(), "faults/tables");
        S3Server.get().upload(folder.resolve("meta.json"), "faults/meta.json");
        Configuration configuration = Configuration.local(store, folder.resolve("unused"))
                .sourceOnS3("faults")
                .stagingOnS3("staging/faults")
                .bucketsAt(port);
        migrating = new Migrating(
                folder,
                configuration.write(folder, Milvus.onS3().endpoint()),
                Milvus.onS3().empty());
    }

    @AfterEach
    void endTheProxy() {
        proxy.close();
    }

    @Test
    void everyRowArrivesAndNoFlippedByteIsTakenForTruth() throws Exception {
        Ended gone = migrating.run();
        assertThat(gone.code()).as(gone.err() + gone.out()).isEqualTo(3);
        assertThat(gone.err() + gone.out())
                .contains("the object store at http://127.0.0.1:" + port)
                .doesNotContain("\tat ");

        proxy.restart(
                proxy.fault(port, "slow 3", "GET .*meta.json"),
                proxy.fault(port, "status 500", "PUT "),
                proxy.fault(port, "status 503", "GET ").times(3),
                proxy.fault(port, "status 429", "PUT .*id.npy"),
                proxy.fault(port, "refuse 2", "PUT .*id.npy"),
                proxy.fault(port, "reset", "GET .*deleted_docs"),
                proxy.fault(port, "mid-download", "GET .*\\.rv"),
                proxy.fault(port, "short", "GET .*\\.rv"),
                proxy.fault(port, "mid-upload", "PUT .*data.npy.*partNumber=1"),
                proxy.fault(port, "lost", "PUT .*data.npy.*partNumber=2"),
                proxy.fault(port, "lost", "POST .*data.npy.*uploadId="),
                proxy.fault(port, "lost", "PUT .*manifest.json"),
                proxy.fault(port, "flip 0", "GET .*manifest.json"),
                proxy.fault(port, "short", "GET .*manifest.json"));
        migrating.verified();
        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
        proxy.hasDoneAll();

        proxy.goOnWith(proxy.fault(port, "flip 999", "GET .*data.npy").times(100));
        Ended flipped = migrating.verify("--level", "sample");
        assertThat(flipped.code()).as(flipped.err() + flipped.out()).isEqualTo(1);
        assertThat(flipped.out()).doesNotStartWith("VERIFIED");
        assertThat(flipped.err() + flipped.out()).doesNotContain("\tat ");
        proxy.hasDoneAll();

        proxy.goOnWith();
        Ended again = migrating.verify("--level", "sample");
        assertThat(again.code()).as(again.err() + again.out()).isZero();
    }
}
