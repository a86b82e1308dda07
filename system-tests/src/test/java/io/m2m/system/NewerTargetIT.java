package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.loader.milvus2.StandInLine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** To the stand-in of a newer server, which has a real Milvus 2.3.5 hold the data. */
@ResourceLock(Milvus.OTHER_LOCAL)
class NewerTargetIT {
    @Test
    void everyRowArrivesOnceByJobsOfSeveralTasksOf26() throws Exception {
        Path folder = Places.fresh("newer-target-rest");
        SourceStore store = GenuineStore.unpack("index_pair", folder.resolve("store"));
        try (NewerMilvus newer = new NewerMilvus(StandInLine.V2_6_24, Milvus.otherLocal())) {
            Migrating migrating = migrating(newer.port(), folder, store);
            newer.jobs().loseAnswer();
            newer.jobs().refuse(2, 503);

            migrating.verified("--set", "dumper.minImportRows=0", "--set", "loader.worker.limit=1");

            assertThat(newer.jobs().groupsOfJobs()).anyMatch(groups -> groups > 1);
            assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
        }
    }

    @Test
    void everyRowArrivesOnceByBulkInsertOf24WhoseListTellsNoFiles() throws Exception {
        Path folder = Places.fresh("newer-target-grpc");
        SourceStore store = GenuineStore.unpack("index_pair", folder.resolve("store"));
        try (NewerMilvus newer = new NewerMilvus(StandInLine.V2_4_17, Milvus.otherLocal());
                FaultProxy proxy = new FaultProxy(folder)) {
            int port = proxy.grpc("http://127.0.0.1:" + newer.port());
            proxy.with(proxy.fault(port, "lost", "/Import$").times(2)).start();
            Migrating migrating = migrating(port, folder, store);

            migrating.verified("--set", "target.milvus2x.import=grpc");

            assertThat(newer.jobs().groupsOfJobs()).isEmpty();
            proxy.hasDoneAll();
            assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
        }
    }

    private static Migrating migrating(int port, Path folder, SourceStore store) {
        return Migrating.by(port, Milvus.otherLocal(), folder, Configuration.local(store, folder.resolve("staging")));
    }
}
