package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.loader.milvus2.StandInLine;
import io.m2m.system.CrashScenario.Halted;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** To the stand-in of a newer server, which has a real Milvus 2.3.5 hold the data. */
@ResourceLock(Milvus.OTHER_LOCAL)
class NewerTargetIT {
    /** The server has accepted, and nobody has noted which job it is. */
    private static final String ACCEPTED = "loader/load/ImportCourse.submit > Imports.submit 1";

    @Test
    void everyRowArrivesOnceByJobsOfSeveralTasksOf26() throws Exception {
        try (NewerMilvus newer = new NewerMilvus(StandInLine.V2_6_24, Milvus.otherLocal())) {
            Path folder = Places.fresh("newer-target-keys");
            SourceStore store = GenuineStore.unpack("index_pair", folder.resolve("store"));
            Migrating migrating = migrating(newer, folder, store);
            newer.jobs().loseAnswer();
            newer.jobs().refuse(2, 503);

            migrating.verified(
                    "--set", "dumper.minImportRows=0",
                    "--set", "dumper.maxFileSize=16 KiB",
                    "--set", "loader.worker.limit=1");

            assertThat(newer.jobs().groupsOfJobs()).anyMatch(groups -> groups > 1);
            assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
        }
    }

    @Test
    void everyRowArrivesOnceByJobsOf25ThoughTheProgramStops() throws Exception {
        try (NewerMilvus newer = new NewerMilvus(StandInLine.V2_5_27, Milvus.otherLocal())) {
            stopsAndGoesOn(newer, "newer-target-files", "auto");

            assertThat(newer.jobs().groupsOfJobs()).isNotEmpty();
        }
    }

    @Test
    void everyRowArrivesOnceByBulkInsertOf24WhoseListTellsNoFilesThoughTheProgramStops() throws Exception {
        try (NewerMilvus newer = new NewerMilvus(StandInLine.V2_4_17, Milvus.otherLocal())) {
            stopsAndGoesOn(newer, "newer-target-rows", "grpc");

            assertThat(newer.jobs().groupsOfJobs()).isEmpty();
        }
    }

    private static void stopsAndGoesOn(NewerMilvus newer, String name, String way) {
        Path folder = Places.fresh(name);
        SourceStore store = GenuineStore.unpack("index_pair", folder.resolve("store"));
        Migrating migrating = migrating(newer, folder, store);
        String[] options = {"--set", "target.milvus2x.import=" + way};
        String[] command = migrating.command("migrate", options);
        assertThatThrownBy(() -> Halting.at(folder, ACCEPTED).program().run(folder, command))
                .isInstanceOf(Halted.class);

        migrating.verified(options);

        assertThat(Oracle.findings(migrating.target(), store.truth())).isEmpty();
    }

    private static Migrating migrating(NewerMilvus newer, Path folder, SourceStore store) {
        return Migrating.by(
                newer.port(), Milvus.otherLocal(), folder, Configuration.local(store, folder.resolve("staging")));
    }
}
