package io.m2m.loader.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Metric;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import io.m2m.loader.load.PartitionLedger.Arrival;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Task t1 is in doubt; the partition has room for t2 and t3 besides, t4 is of another. */
final class PartitionLedgerTest {
    private static final int ROWS = 100;

    private final FakeTarget target = new FakeTarget();
    private StagedMigration staged;
    private ImportRecords records;
    private boolean made = true;

    @BeforeEach
    void stage(@TempDir Path folder) throws IOException {
        staged = new StagedMigration(folder);
        CollectionPlan plan = staged.collection("a", "a", Metric.L2, 8, SourceIndex.bruteForce(VectorType.FLOAT), "p");
        staged.task(plan, "_default", "t1", ROWS);
        staged.task(plan, "_default", "t2", 40);
        staged.task(plan, "_default", "t3", 7);
        staged.task(plan, "p", "t4", 3);
        target.create(new NewCollection("a", "m2m", "id", "data", VectorType.FLOAT, 8, null));
        records = new ImportRecords(staged.documents());
    }

    private StagedTask task(String name, long rows) {
        String id = target.find("a").orElseThrow().id();
        List<String> files = List.of(
                staged.store().importPath("a/_default/" + name + "/data.npy"),
                staged.store().importPath("a/_default/" + name + "/id.npy"));
        return new StagedTask(StagedMigration.MIGRATION, 1, name, "a", "_default", id, made, files, "c", rows, 1_000);
    }

    private void doubt(String name, long rows) throws IOException {
        StagedTask task = task(name, rows);
        records.keep(task, ImportRecord.none(task).intended(task, Asked.of(List.of(task), null, Instant.EPOCH)));
    }

    private void complete(String name, long rows) throws IOException {
        arrive(name, rows);
        StagedTask task = task(name, rows);
        records.keep(task, ImportRecord.none(task).completed("j", rows));
    }

    /** On the target, and nobody here knows. */
    private void arrive(String name, long rows) {
        String job = target.submit(
                new ImportRequest("a", "_default", List.of(task(name, rows).files()), name));
        while (target.state(job).orElseThrow().open()) {
            // Each question moves the fake on.
        }
        target.forgetJobs();
    }

    private Arrival arrival() throws IOException {
        return new PartitionLedger(target, target, staged.documents()).of(task("t1", ROWS));
    }

    @Test
    void missesWhatIsNotAmongTheRowsThatAreKnown() throws IOException {
        doubt("t1", ROWS);
        complete("t2", 40);

        assertThat(arrival()).isEqualTo(Arrival.MISSING);
    }

    @Test
    void findsWhatIsThereBesidesTheRowsThatAreKnown() throws IOException {
        doubt("t1", ROWS);
        complete("t2", 40);
        arrive("t1", ROWS);

        assertThat(arrival()).isEqualTo(Arrival.ARRIVED);
    }

    @Test
    void findsAllThatAreInDoubtOrNone() throws IOException {
        doubt("t1", ROWS);
        doubt("t3", 7);
        assertThat(arrival()).isEqualTo(Arrival.MISSING);
        arrive("t1", ROWS);
        assertThat(arrival()).isEqualTo(Arrival.UNCLEAR);

        arrive("t3", 7);

        assertThat(arrival()).isEqualTo(Arrival.ARRIVED);
    }

    @Test
    void doesNotTellInACollectionOfSomebodyElse() throws IOException {
        made = false;
        doubt("t1", ROWS);
        assertThat(arrival()).isEqualTo(Arrival.MISSING);

        arrive("t1", ROWS);

        assertThat(arrival()).isEqualTo(Arrival.UNCLEAR);
    }
}
