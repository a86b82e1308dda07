package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A target that is refused, reset, slow, silent, and does what it was asked without saying so. */
@ResourceLock(Milvus.OTHER_LOCAL)
class FaultsOnMilvusIT {
    private final Path folder = Places.fresh("faults-milvus");
    private final FaultProxy proxy = new FaultProxy(folder);
    private final int port = proxy.grpc(Milvus.otherLocal().endpoint());

    @AfterEach
    void endTheProxy() {
        proxy.close();
    }

    @Test
    void everyRowArrivesOnce() throws Exception {
        SourceStore store = RandomStore.write(7, folder.resolve("store"));
        Migrating migrating =
                Migrating.by(port, Milvus.otherLocal(), folder, Configuration.local(store, folder.resolve("staging")));

        Ended gone = migrating.run();
        assertThat(gone.code()).as(gone.err() + gone.out()).isEqualTo(3);
        assertThat(gone.err() + gone.out())
                .contains("Milvus at http://127.0.0.1:" + port)
                .doesNotContain("\tat ");

        proxy.restart(
                proxy.fault(port, "lost", "/CreateCollection"),
                proxy.fault(port, "lost", "/CreatePartition"),
                proxy.fault(port, "lost", "/Import$"),
                proxy.fault(port, "reset", "/Import$"),
                proxy.fault(port, "refuse 2", "/GetImportState"),
                proxy.fault(port, "silence 20", "/GetImportState"),
                proxy.fault(port, "lost", "/CreateIndex"),
                proxy.fault(port, "lost", "/LoadCollection"),
                proxy.fault(port, "slow 5", "/Query"),
                proxy.fault(port, "reset", "/Query"),
                proxy.fault(port, "lost", "/Query"),
                proxy.fault(port, "mid-download", "/Query"));
        migrating.verified();

        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
        proxy.hasDoneAll();
    }
}
