package io.m2m.loader.milvus2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.message.Event.ImportCompleted;
import io.m2m.common.message.Event.ImportSubmitted;
import io.m2m.common.message.Event.TargetChecked;
import io.m2m.common.message.Event.TaskFailed;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Metric;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.report.IndexReport;
import io.m2m.common.report.LoadedCollection;
import io.m2m.loader.load.ImportJob;
import io.m2m.loader.load.Loader;
import io.m2m.loader.load.Patience;
import io.m2m.loader.load.StagedMigration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole loader, without Kafka, against a real server. */
final class LoaderIT {
    private static final SourceIndex FLAT = new SourceIndex("FLAT", Map.of());

    private static RealTarget real;

    private final String target =
            "loadi_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    @TempDir
    private Path folder;

    private StagedMigration staged;
    private Loader loader;

    @BeforeAll
    static void connect() {
        real = RealTarget.connect();
    }

    @AfterAll
    static void close() {
        if (real != null) {
            real.close();
        }
    }

    @BeforeEach
    void start() {
        staged = new StagedMigration(folder);
        loader = loader(IfExists.FAIL);
    }

    private Loader loader(IfExists ifExists) {
        Clock clock = Clock.systemUTC();
        return new Loader(
                staged,
                real.config(ifExists),
                real.server(),
                real.imports(),
                Executors.newScheduledThreadPool(2),
                clock,
                new Patience(clock, Thread::sleep));
    }

    @AfterEach
    void drop() {
        loader.close();
        real.server().drop(target);
    }

    private CollectionPlan flat(String... tags) throws IOException {
        return staged.collection("src", target, Metric.L2, 8, FLAT, tags);
    }

    @ParameterizedTest
    @CsvSource({
        "L2, FLAT, FLAT, L2",
        "L2, IVF_FLAT, IVF_FLAT, L2",
        "IP, IVF_SQ8, IVF_SQ8, IP",
        "L2, IVF_SQ8H, IVF_SQ8, L2",
        "L2, IVF_PQ, IVF_PQ, L2",
        "IP, HNSW, HNSW, IP",
        "L2, NSG, HNSW, L2",
        "IP, ANNOY, HNSW, IP",
        "HAMMING, BIN_FLAT, BIN_FLAT, HAMMING",
        "HAMMING, BIN_IVF_FLAT, BIN_IVF_FLAT, HAMMING",
        "JACCARD, BIN_IVF_FLAT, BIN_IVF_FLAT, JACCARD",
        "TANIMOTO, BIN_FLAT, BIN_FLAT, JACCARD",
        "SUBSTRUCTURE, BIN_FLAT, BIN_FLAT, SUBSTRUCTURE",
        "SUPERSTRUCTURE, BIN_IVF_FLAT, BIN_FLAT, SUPERSTRUCTURE"
    })
    void givesEveryMetricAndIndexItsPlace(Metric metric, String index, String becomes, String targetMetric)
            throws Exception {
        CollectionPlan plan =
                staged.collection("src", target, metric, 32, new SourceIndex(index, Map.of("nlist", "16", "m", "4")));
        staged.task(plan, "_default", "t1", 2_000);
        loader.prepare(plan);
        loader.load(plan, "_default", "t1");

        LoadedCollection loaded = loader.finish(plan);

        assertThat(loaded.rows()).isEqualTo(2_000);
        assertThat(loaded.index()).isEqualTo(new IndexReport(index, becomes, "Finished"));
        assertThat(real.server().index(target, "data").orElseThrow().metric()).isEqualTo(targetMetric);
    }

    @Test
    void loadsPartitionsTwiceWithTheEffectOfOnce() throws Exception {
        CollectionPlan plan = flat("2020-01", "b");
        staged.task(plan, "_default", "t1", 100);
        staged.task(plan, "2020-01", "t2", 40);
        staged.task(plan, "b", "t3", 0);
        for (int round = 0; round < 2; round++) {
            loader.prepare(plan);
            loader.load(plan, "_default", "t1");
            loader.load(plan, "2020-01", "t2");
            loader.load(plan, "b", "t3");

            LoadedCollection loaded = loader.finish(plan);

            assertThat(loaded.partitionRows()).isEqualTo(Map.of("_default", 100L, "2020-01", 40L, "b", 0L));
            assertThat(loaded.rows()).isEqualTo(140);
            assertThat(loaded.notes()).isEmpty();
            loader.nextRun();
        }
        assertThat(real.imports().into(target)).hasSize(2);
    }

    @Test
    void takesUpAnImportWhoseRecordIsGone() throws Exception {
        CollectionPlan plan = flat();
        staged.task(plan, "_default", "t1", 100);
        loader.prepare(plan);
        loader.submit(plan, "_default", "t1");
        loader.close();
        staged.forgetImport("t1");
        loader = loader(IfExists.FAIL);

        loader.load(plan, "_default", "t1");
        staged.forgetImport("t1");
        loader.close();
        loader = loader(IfExists.FAIL);
        assertThat(loader.submit(plan, "_default", "t1")).isInstanceOf(ImportCompleted.class);

        assertThat(real.imports().into(target)).hasSize(1);
        assertThat(loader.finish(plan).rows()).isEqualTo(100);
    }

    @Test
    void tellsWhyAnImportOfADamagedFileFails() throws Exception {
        CollectionPlan plan = flat();
        staged.task(plan, "_default", "t1", 100);
        staged.damage(plan, "_default", "t1");
        loader.prepare(plan);

        assertThat(loader.load(plan, "_default", "t1")).isInstanceOfSatisfying(TaskFailed.class, failed -> {
            assertThat(failed.problem().kind()).isEqualTo(Kind.TARGET);
            assertThat(failed.problem().sentence()).contains("t1").contains("unexpected EOF");
        });
        assertThat(real.imports().into(target))
                .hasSize(3)
                .extracting(ImportJob::state)
                .containsOnly(ImportJob.State.FAILED);
    }

    @Test
    void tellsOfAPartitionThatIsNotThere() throws Exception {
        CollectionPlan plan = flat();
        loader.prepare(plan);
        CollectionPlan more = flat("late");
        staged.task(more, "late", "t1", 10);

        assertThatThrownBy(() -> loader.submit(more, "late", "t1"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("partition late of collection " + target);
    }

    @Test
    void importsAgainIntoACollectionThatWasDropped() throws Exception {
        CollectionPlan plan = flat();
        staged.task(plan, "_default", "t1", 100);
        loader.prepare(plan);
        loader.load(plan, "_default", "t1");
        loader.finish(plan);
        real.server().drop(target);
        loader.nextRun();

        loader.prepare(plan);
        assertThat(loader.submit(plan, "_default", "t1")).isInstanceOf(ImportSubmitted.class);
        loader.end("t1");

        assertThat(loader.finish(plan).rows()).isEqualTo(100);
    }

    @Test
    void countsWhatIsImportedIntoACollectionThatIsLoaded() throws Exception {
        CollectionPlan plan = flat();
        staged.task(plan, "_default", "t1", 100);
        loader.prepare(plan);
        loader.load(plan, "_default", "t1");
        loader.finish(plan);
        staged.task(plan, "_default", "t2", 50);

        loader.load(plan, "_default", "t2");

        assertThat(loader.finish(plan).rows()).isEqualTo(150);
    }

    private CollectionPlan planOfAnotherMigration(Metric metric, int dim) throws IOException {
        loader.close();
        staged = new StagedMigration(folder.resolve("second"));
        CollectionPlan plan = staged.collection("other", target, metric, dim, FLAT);
        loader = loader(IfExists.FAIL);
        return plan;
    }

    @Test
    void appendsToAnEmptyCollectionOfSomebodyElseAndContinuesThereNotElsewhere() throws Exception {
        loader.prepare(flat());
        CollectionPlan plan = planOfAnotherMigration(Metric.L2, 8);
        staged.task(plan, "_default", "t1", 100);
        assertThatThrownBy(() -> loader.check()).hasMessageContaining("was not made by this migration");
        loader = loader(IfExists.APPEND);
        loader.check();
        loader.prepare(plan);
        loader.load(plan, "_default", "t1");
        assertThat(loader.finish(plan).rows()).isEqualTo(100);
        loader.nextRun();

        assertThat(loader.check()).isInstanceOf(TargetChecked.class);
        loader.prepare(plan);
        assertThat(loader.load(plan, "_default", "t1")).isInstanceOf(ImportCompleted.class);

        assertThat(loader.finish(plan).rows()).isEqualTo(100);
        CollectionPlan third = planOfAnotherMigrationWithItsOwnStaging();
        loader = loader(IfExists.APPEND);
        assertThatThrownBy(() -> loader.check()).hasMessageContaining("it holds 100 rows that this migration did not");
        assertThatThrownBy(() -> loader.prepare(third)).hasMessageContaining("it holds 100 rows");
    }

    private CollectionPlan planOfAnotherMigrationWithItsOwnStaging() throws IOException {
        loader.close();
        staged = new StagedMigration(folder.resolve("third"));
        return staged.collection("another", target, Metric.L2, 8, FLAT);
    }

    @Test
    void appendsNothingWhereSomebodyInsertedARowAMomentAgo() throws Exception {
        loader.prepare(flat());
        RealServer.insertOneRow(real.url(), target, 8);
        CollectionPlan plan = planOfAnotherMigration(Metric.L2, 8);
        loader = loader(IfExists.APPEND);

        assertThatThrownBy(() -> loader.prepare(plan)).hasMessageContaining("it holds 1 rows");
    }

    @ParameterizedTest
    @CsvSource({"L2, 16, FloatVector and dimension 16", "HAMMING, 8, BinaryVector and dimension 8"})
    void appendsNothingToACollectionOfAnotherShape(Metric metric, int dim, String missing) throws Exception {
        loader.prepare(flat());
        CollectionPlan plan = planOfAnotherMigration(metric, dim);
        loader = loader(IfExists.APPEND);

        assertThatThrownBy(() -> loader.check())
                .hasMessageContaining("nothing can be appended to collection " + target
                        + ": it has no field data of type " + missing);
        assertThatThrownBy(() -> loader.prepare(plan)).hasMessageContaining(missing);
    }

    @Test
    void appendsNothingToACollectionOfAnotherIndex() throws Exception {
        CollectionPlan before = flat();
        loader.prepare(before);
        loader.finish(before);
        loader.close();
        staged = new StagedMigration(folder.resolve("second"));
        SourceIndex hnsw = new SourceIndex("HNSW", Map.of("M", "16", "efConstruction", "200"));
        CollectionPlan plan = staged.collection("other", target, Metric.L2, 8, hnsw);
        loader = loader(IfExists.APPEND);

        assertThatThrownBy(() -> loader.check())
                .hasMessageContaining("its index is FLAT with metric L2")
                .hasMessageContaining("instead of HNSW with metric L2 and {M=16, efConstruction=200}; drop the index");
        assertThatThrownBy(() -> loader.prepare(plan)).hasMessageContaining("its index is FLAT");
    }

    @Test
    void appendsNothingToACollectionOfAnotherPrimaryKey() throws Exception {
        RealServer.createWithTextKey(real.url(), target, 8);
        CollectionPlan plan = planOfAnotherMigration(Metric.L2, 8);
        loader = loader(IfExists.APPEND);

        assertThatThrownBy(() -> loader.check())
                .hasMessageContaining("it has no primary key id of type Int64 without autoID");
        assertThatThrownBy(() -> loader.prepare(plan)).hasMessageContaining("primary key id of type Int64");
    }

    @Test
    void replacesTheCollectionOfSomebodyElseOnceAndDropsNothingItImported() throws Exception {
        CollectionPlan before = flat();
        staged.task(before, "_default", "t0", 30);
        loader.prepare(before);
        loader.load(before, "_default", "t0");
        CollectionPlan plan = planOfAnotherMigration(Metric.HAMMING, 16);
        staged.task(plan, "_default", "t1", 100);
        loader = loader(IfExists.REPLACE);
        loader.prepare(plan);
        loader.load(plan, "_default", "t1");
        String made = real.server().find(target).orElseThrow().id();
        loader.nextRun();

        loader.prepare(plan);
        loader.load(plan, "_default", "t1");

        assertThat(real.server().find(target).orElseThrow().id()).isEqualTo(made);
        LoadedCollection loaded = loader.finish(plan);
        assertThat(loaded.rows()).isEqualTo(100);
        assertThat(loaded.index()).isEqualTo(new IndexReport("FLAT", "BIN_FLAT", "Finished"));
    }

    @Test
    void buildsAnIndexOfAnotherKindAnew() throws Exception {
        CollectionPlan plan = flat();
        staged.task(plan, "_default", "t1", 100);
        loader.prepare(plan);
        loader.load(plan, "_default", "t1");
        loader.finish(plan);
        CollectionPlan changed = staged.collection(
                "src", target, Metric.IP, 8, new SourceIndex("HNSW", Map.of("M", "8", "efConstruction", "64")));

        LoadedCollection loaded = loader.finish(changed);

        assertThat(loaded.index().target()).isEqualTo("HNSW");
        assertThat(loaded.rows()).isEqualTo(100);
        assertThat(real.server().index(target, "data").orElseThrow().metric()).isEqualTo("IP");
    }
}
