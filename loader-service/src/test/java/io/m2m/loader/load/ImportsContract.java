package io.m2m.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.VectorType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the loader relies on of each way to import. */
public abstract class ImportsContract {
    protected static final int DIM = 8;
    protected static final int ROWS = 100;

    protected final String name =
            "loadc_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    @TempDir
    protected Path folder;

    protected abstract TargetServer server();

    protected abstract Imports imports();

    @BeforeEach
    void makeCollection() {
        server().create(new NewCollection(name, "m2m m-1 source a", "id", "data", VectorType.FLOAT, DIM, null));
    }

    @AfterEach
    void dropCollection() {
        server().drop(name);
    }

    /** @param group names its folder, and its ids begin there */
    protected List<String> files(int group, int rows) {
        return NumpyFiles.floats(folder.resolve("t" + group), group * 1_000L, rows, DIM);
    }

    protected ImportRequest request(List<List<String>> groups) {
        return new ImportRequest(name, "_default", groups, "k-" + name);
    }

    protected String submit(List<String> files) {
        return imports().submit(request(List.of(files)));
    }

    @Test
    void importsAGroupOfFilesAndTellsItsRows() {
        List<String> files = files(1, ROWS);

        ImportJob job = ended(submit(files));

        assertThat(job.state()).isEqualTo(ImportJob.State.COMPLETED);
        assertThat(job.rows()).isEqualTo(ROWS);
        assertThat(job.percent()).isEqualTo(100);
        assertThat(job.rowsOf(task(files))).isEqualTo(ROWS);
        assertThat(server().heldRows(name, "_default")).isEqualTo(ROWS);
    }

    @Test
    void tellsTheFilesOfAJobInItsListAtLast() {
        List<String> files = files(1, ROWS);

        String job = submit(files);

        ended(job);
        assertThat(imports().into(name)).singleElement().satisfies(told -> {
            assertThat(told.id()).isEqualTo(job);
            assertThat(told.imports(task(files))).isTrue();
            assertThat(told.imports(task(files(2, ROWS)))).isFalse();
        });
    }

    @Test
    void importsSeveralGroupsInOneJobAndTellsTheRowsOfEach() {
        assumeTrue(imports().offer().groups() > 1);
        List<String> one = files(1, ROWS);
        List<String> other = files(2, ROWS / 2);

        ImportJob job = ended(imports().submit(request(List.of(one, other))));

        assertThat(job.rows()).isEqualTo(ROWS + ROWS / 2);
        assertThat(Map.of(1, job.rowsOf(task(one)), 2, job.rowsOf(task(other))))
                .isEqualTo(Map.of(1, (long) ROWS, 2, ROWS / 2L));
        assertThat(server().heldRows(name, "_default")).isEqualTo(ROWS + ROWS / 2);
    }

    @Test
    void leavesNothingOfAJobOfWhichOneGroupCannotBeImported() {
        assumeTrue(imports().offer().groups() > 1);

        ImportJob job = ended(imports().submit(request(List.of(files(1, ROWS), missing()))));

        assertThat(job.state()).isEqualTo(ImportJob.State.FAILED);
        assertThat(server().heldRows(name, "_default")).isZero();
    }

    @Test
    void isTheSameJobWhenItIsAskedForAgainWithItsKey() {
        assumeTrue(imports().offer().keyed());
        List<String> files = files(1, ROWS);
        String job = submit(files);

        String again = submit(files);

        assertThat(again).isEqualTo(job);
        ended(job);
        assertThat(server().heldRows(name, "_default")).isEqualTo(ROWS);
    }

    @Test
    void doesNotTellTheJobsOfACollectionThatWasDropped() {
        List<String> files = files(1, ROWS);
        ended(submit(files));

        server().drop(name);
        server().create(new NewCollection(name, "m2m m-1 source a", "id", "data", VectorType.FLOAT, DIM, null));

        assertThat(imports().into(name)).noneMatch(job -> job.imports(task(files)));
    }

    @Test
    void failsAnImportOfAFileThatIsNotThere() {
        ImportJob job = ended(submit(missing()));

        assertThat(job.state()).isEqualTo(ImportJob.State.FAILED);
        assertThat(job.reason()).contains("no such file");
    }

    private List<String> missing() {
        List<String> files = files(9, ROWS);
        return List.of(files.getFirst().replace("data.npy", "gone/data.npy"), files.get(1));
    }

    @Test
    void refusesAnImportIntoAPartitionThatIsNotThere() {
        ImportRequest request = new ImportRequest(name, "nope", List.of(files(1, ROWS)), "k-" + name);

        assertThatThrownBy(() -> imports().submit(request))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.TARGET))
                .hasMessageContaining("partition not found");
    }

    @Test
    void knowsNoJobThatNobodySubmitted() {
        assertThat(imports().state("4711")).isEmpty();
    }

    protected StagedTask task(List<String> files) {
        String id = server().find(name).orElseThrow().id();
        return new StagedTask("m-1", 1, "t1", name, "_default", id, true, files, "c", ROWS, 1_000);
    }

    protected ImportJob ended(String job) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> imports().state(job).orElseThrow(), told -> !told.open());
    }
}
