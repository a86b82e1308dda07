package io.m2m.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.VectorType;
import io.m2m.common.schema.TargetIndex;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the loader relies on of a server; the fake and the real one both pass it. */
public abstract class TargetContract {
    private static final int DIM = 8;
    private static final int ROWS = 100;
    private static final TargetIndex FLAT = new TargetIndex("FLAT", "L2", Map.of(), List.of());

    private final String name =
            "loadt_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    @TempDir
    private Path folder;

    protected abstract TargetServer server();

    protected abstract Imports imports();

    @BeforeEach
    void makeCollection() {
        server().create(wanted());
    }

    @AfterEach
    void dropCollection() {
        server().drop(name);
    }

    private NewCollection wanted() {
        return new NewCollection(name, "m2m m-1 source a", "id", "data", VectorType.FLOAT, DIM, null);
    }

    @Test
    void describesWhatWasMade() {
        TargetCollection there = server().find(name).orElseThrow();

        assertThat(wanted().made(there)).isTrue();
        assertThat(wanted().misfit(there)).isEmpty();
        assertThat(there.name()).isEqualTo(name);
        assertThat(server().partitions(name)).containsExactly("_default");
        assertThat(server().collections()).isPositive();
    }

    @Test
    void findsNothingUnderAnUnknownName() {
        assertThat(server().find(name + "_not")).isEmpty();
    }

    @Test
    void givesACollectionThatIsMadeAgainAnotherId() {
        String before = server().find(name).orElseThrow().id();

        server().drop(name);
        server().create(wanted());

        assertThat(server().find(name).orElseThrow().id()).isNotEqualTo(before);
    }

    @Test
    void importsIntoAPartitionAndCountsItThere() {
        server().addPartition(name, "p1");

        ImportJob job = ended(imports().submit(name, "p1", NumpyFiles.floats(folder, 1, ROWS, DIM)));

        assertThat(job.state()).isEqualTo(ImportJob.State.COMPLETED);
        assertThat(job.rows()).isEqualTo(ROWS);
        assertThat(server().heldRows(name, "p1")).isEqualTo(ROWS);
        server().createIndex(name, "data", FLAT);
        load();
        assertThat(server().count(name)).isEqualTo(ROWS);
        assertThat(server().count(name, "p1")).isEqualTo(ROWS);
        assertThat(server().count(name, "_default")).isZero();
    }

    @Test
    void tellsTheFilesAndTheCollectionOfAJobInItsList() {
        List<String> files = NumpyFiles.floats(folder, 1, ROWS, DIM);
        String id = server().find(name).orElseThrow().id();

        String job = imports().submit(name, "_default", files);

        assertThat(imports().into(name)).singleElement().satisfies(told -> {
            assertThat(told.id()).isEqualTo(job);
            assertThat(told.files()).containsExactlyInAnyOrderElementsOf(files);
            assertThat(told.collectionId()).isEqualTo(id);
        });
        ended(job);
    }

    @Test
    void doesNotTellTheJobsOfACollectionThatWasDropped() {
        ended(imports().submit(name, "_default", NumpyFiles.floats(folder, 1, ROWS, DIM)));

        server().drop(name);
        server().create(wanted());

        String id = server().find(name).orElseThrow().id();
        assertThat(imports().into(name))
                .allSatisfy(told -> assertThat(told.collectionId()).isNotEmpty().isNotEqualTo(id));
    }

    @Test
    void failsAnImportOfAFileThatIsNotThere() {
        List<String> files = NumpyFiles.floats(folder, 1, ROWS, DIM);

        ImportJob job =
                ended(imports().submit(name, "_default", List.of(files.getFirst() + "x/data.npy", files.get(1))));

        assertThat(job.state()).isEqualTo(ImportJob.State.FAILED);
        assertThat(job.reason()).contains("no such file");
    }

    @Test
    void refusesAnImportIntoAPartitionThatIsNotThere() {
        List<String> files = NumpyFiles.floats(folder, 1, ROWS, DIM);

        assertThatThrownBy(() -> imports().submit(name, "nope", files))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.TARGET))
                .hasMessageContaining("partition not found");
    }

    @Test
    void knowsNoJobThatNobodySubmitted() {
        assertThat(imports().state("4711")).isEmpty();
    }

    @Test
    void hasNoIndexUntilOneIsMadeAndDescribesItThen() {
        assertThat(server().index(name, "data")).isEmpty();
        TargetIndex wanted = new TargetIndex("IVF_FLAT", "IP", Map.of("nlist", "16"), List.of());

        server().createIndex(name, "data", wanted);

        assertThat(server().index(name, "data"))
                .hasValueSatisfying(index -> assertThat(index.is(wanted)).isTrue());
        server().dropIndex(name, "data");
        assertThat(server().index(name, "data")).isEmpty();
    }

    @Test
    void loadsOnlyWithAnIndexAndReleasesTwice() {
        assertThatThrownBy(() -> server().load(name)).isInstanceOf(ProblemException.class);
        assertThat(server().loading(name)).isEqualTo(LoadProgress.NONE);
        server().createIndex(name, "data", FLAT);

        load();
        server().release(name);
        server().release(name);

        assertThat(server().loading(name).wanted()).isFalse();
        assertThatThrownBy(() -> server().count(name)).isInstanceOf(ProblemException.class);
    }

    @Test
    void showsRowsImportedIntoALoadedCollectionAfterARefresh() throws InterruptedException {
        server().createIndex(name, "data", FLAT);
        load();
        ended(imports().submit(name, "_default", NumpyFiles.floats(folder, 1, ROWS, DIM)));

        server().refresh(name);
        await(LoadProgress::refreshed);

        assertThat(server().count(name)).isEqualTo(ROWS);
    }

    private void load() {
        server().load(name);
        try {
            await(LoadProgress::loaded);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void await(Predicate<LoadProgress> whole) throws InterruptedException {
        assertThat(new Patience(Clock.systemUTC(), Thread::sleep).await(Duration.ofSeconds(60), () -> {
                    LoadProgress progress = server().loading(name);
                    return new Patience.Look(whole.test(progress), progress);
                }))
                .isTrue();
    }

    private ImportJob ended(String job) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> imports().state(job).orElseThrow(), told -> !told.open());
    }
}
