package io.m2m.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.message.Event.ImportCompleted;
import io.m2m.common.message.Event.ImportSubmitted;
import io.m2m.common.message.Event.TargetChecked;
import io.m2m.common.message.Event.TaskFailed;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Metric;
import io.m2m.common.model.OutdatedImport;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import io.m2m.common.report.IndexReport;
import io.m2m.common.report.LoadedCollection;
import io.m2m.common.schema.ServerVersion;
import io.m2m.common.schema.TargetIndex;
import io.m2m.common.staging.StagingLayout;
import io.m2m.loader.milvus2.RealServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class LoadTasksTest {
    private static final SourceIndex IVF = new SourceIndex("IVF_FLAT", Map.of("nlist", "64"));

    private final TestClock clock = new TestClock();
    private final FakeTarget target = new FakeTarget();

    @TempDir
    private Path folder;

    private StagedMigration staged;
    private CollectionPlan plan;
    private Loader loader;

    @BeforeEach
    void stage() throws IOException {
        staged = new StagedMigration(folder);
        plan = staged.collection("src", "dst", Metric.L2, 8, IVF, "2020-01");
        loader = loader(IfExists.FAIL, new IndexChoice.FromSource());
    }

    @AfterEach
    void close() {
        loader.close();
    }

    private Loader loader(IfExists ifExists, IndexChoice index) {
        Milvus2xConfig config = RealServer.config("http://fake:19530", index, ifExists);
        return new Loader(
                staged, config, target, target, new HastyScheduler(clock), clock, new Patience(clock, clock::pass));
    }

    private NewCollection foreign() {
        return new NewCollection("dst", "somebody's", "id", "data", VectorType.FLOAT, 8, null);
    }

    private void addRowsOfSomebody(int rows) {
        List<String> files = NumpyFiles.floats(folder.resolve("somebody"), 1_000_000, rows, 8);
        String job = target.submit(new ImportRequest("dst", "_default", List.of(files), "somebody"));
        while (target.state(job).orElseThrow().open()) {
            // Each question moves the fake on.
        }
    }

    private void loadAll() throws Exception {
        staged.task(plan, "_default", "t1", 100);
        staged.task(plan, "2020-01", "t2", 40);
        loader.prepare(plan);
        loader.load(plan, "_default", "t1");
        loader.load(plan, "2020-01", "t2");
    }

    @Test
    void tellsTheVersionOfAFitTarget() throws Exception {
        assertThat(loader.check()).isInstanceOfSatisfying(TargetChecked.class, checked -> {
            assertThat(checked.version()).isEqualTo("2.3.5");
            assertThat(checked.tasksPerImport()).isEqualTo(1);
        });
    }

    @Test
    void refusesAServerBefore22ByItsVersion() {
        target.version = new ServerVersion(2, 1, 4);

        assertThatThrownBy(() -> loader.check())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageContaining("2.1.4");
    }

    @Test
    void refusesImportJobsOnAServerThatHasNone() throws Exception {
        Milvus2xConfig config = RealServer.config(
                "http://fake:19530", new IndexChoice.FromSource(), IfExists.FAIL, Milvus2xConfig.ImportWay.REST);

        assertThatThrownBy(
                        () -> new TargetCheck(target, config, staged.documents()).check(staged.plan(), Stream.empty()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageContaining("target.milvus2x.import is rest, and Milvus 2.3.5");
    }

    @Test
    void tellsAllObstaclesAtOnce() throws IOException {
        target.version = new ServerVersion(2, 5, 1);
        target.create(foreign());
        staged.collection("thin", "thin", Metric.L2, 1, IVF);
        staged.collection("large", "large", Metric.L2, 8, IVF);
        staged.planned(new DumpPlan("t1", "large", "_default", VectorType.FLOAT, 8, 1L << 29, 0, List.of()));

        assertThatThrownBy(() -> loader.check())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageContaining("collection dst exists")
                .hasMessageContaining("thin has dimension 1")
                .hasMessageContaining("large has an import of 20480 MiB");
    }

    /**
     * Rows are 16 GiB, or 1 GiB, by what a server is known to take: of ids and vectors together, or of the larger file. What is said
     * to fit is computed here from the files' own sizes: 128 bytes and the rows.
     */
    @ParameterizedTest
    @CsvSource({
        // version, dim, bytes a row of what is limited, headers in it, bytes a row of the larger file, limit
        "2.2.2, 8, 32, 1, 32, 1",
        "2.2.2, 1, 8, 1, 8, 1",
        "2.2.3, 8, 32, 1, 32, 16",
        "2.3.5, 1, 8, 1, 8, 16",
        "2.4.0, 8, 40, 2, 32, 16",
        "2.6.24, 2, 16, 2, 8, 16",
        "3.0.2, 768, 3080, 2, 3072, 16"
    })
    void refusesAnImportThatTheServerWouldRefuseAfterTheDump(
            String version, int dim, long rowBytes, int headers, long largerRowBytes, long gib) {
        target.version = ServerVersion.parse(version);
        long fitting = ((gib << 30) - 128L * headers) / rowBytes;
        Milvus2xConfig config = RealServer.config("http://fake", new IndexChoice.FromSource(), IfExists.FAIL);
        TargetCheck check = new TargetCheck(target, config, staged.documents());

        assertThat(check.check(staged.plan(), Stream.of(taskOf(dim, 7), taskOf(dim, fitting)))
                        .notes())
                .isEmpty();
        assertThatThrownBy(() -> check.check(staged.plan(), Stream.of(taskOf(dim, fitting + 1), taskOf(dim, 7))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageContaining("takes " + gib * 1_024 + " MiB in ")
                .hasMessageEndingWith(
                        "; set dumper.maxFileSize to " + (fitting * largerRowBytes >> 20) + " MiB or less");
    }

    private static DumpPlan taskOf(int dim, long rows) {
        return new DumpPlan("t" + rows, "src", "_default", VectorType.FLOAT, dim, rows, 0, List.of());
    }

    private CollectionPlan ofManyPartitions(int partitions) throws IOException {
        String[] tags = IntStream.range(1, partitions).mapToObj(i -> "p" + i).toArray(String[]::new);
        return staged.collection("many", "many", Metric.IP, 8, IVF, tags);
    }

    private List<String> notes(IfExists ifExists) {
        Milvus2xConfig config = RealServer.config("http://fake", new IndexChoice.FromSource(), ifExists);
        return new TargetCheck(target, config, staged.documents())
                .check(staged.plan(), Stream.empty())
                .notes();
    }

    /** The server may have been told to take more, and nobody can ask it. */
    @Test
    void notesLimitsThatTheServerMayHaveBeenRaisedAbove() throws IOException {
        target.version = new ServerVersion(2, 5, 1);
        target.others = 65_535;
        ofManyPartitions(1_025);

        assertThat(notes(IfExists.FAIL))
                .satisfiesExactly(
                        note -> assertThat(note)
                                .contains("collection many will have 1025 partitions", "2.5.1 takes 1024")
                                .contains("rootCoord.maxPartitionNum"),
                        note -> assertThat(note)
                                .contains("65537 collections", "holds 65536")
                                .contains("quotaAndLimits.limits.maxCollectionNum"));
    }

    @Test
    void notesNoLimitThatIsNotPassed() throws IOException {
        target.version = new ServerVersion(2, 5, 1);
        target.others = 65_534;
        ofManyPartitions(1_024);

        assertThat(notes(IfExists.FAIL)).isEmpty();
    }

    @Test
    void endsTheCollectionForWhichTheServerHasNoRoomAndGoesOnWhenItHas() throws Exception {
        CollectionPlan many = ofManyPartitions(4);
        target.mostPartitions = 2;

        assertThatThrownBy(() -> loader.prepare(many))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.TARGET));
        target.mostPartitions = 4;
        loader.nextRun();
        loader.prepare(many);

        assertThat(target.partitions("many")).containsExactlyInAnyOrder("_default", "p1", "p2", "p3");
    }

    @Test
    void looksOnlyAtCollectionsThatAreAskedFor() throws Exception {
        target.create(foreign());
        staged.collection("other", "other", Metric.L2, 8, IVF);
        loader.leaveOut("src");

        assertThat(loader.check()).isInstanceOf(TargetChecked.class);
    }

    @Test
    void refusesANameThatIsAnAlias() {
        target.create(new NewCollection("real", "x", "id", "data", VectorType.FLOAT, 8, null));
        target.alias("dst", "real");

        assertThatThrownBy(() -> loader.check()).hasMessageContaining("alias of collection real");
    }

    @Test
    void saysWhatBecomesOfACollectionThatIsThere() {
        target.create(foreign());

        assertThat(notes(IfExists.APPEND))
                .containsExactly("collection dst exists on the target; rows are appended to it");
    }

    @Test
    void makesACollectionThatTellsWhoseItIs() throws Exception {
        loader.prepare(plan);
        loader.nextRun();
        loader.prepare(plan);

        assertThat(target.find("dst").orElseThrow().description())
                .contains(StagedMigration.MIGRATION)
                .contains("src");
        assertThat(target.partitions("dst")).containsExactlyInAnyOrder("_default", "2020_01");
        assertThat(target.collections()).isEqualTo(1);
    }

    @Test
    void doesNotTouchTheCollectionOfSomebodyElse() {
        target.create(foreign());

        assertThatThrownBy(() -> loader.prepare(plan))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("was not made by this migration");
        assertThat(target.find("dst").orElseThrow().description()).isEqualTo("somebody's");
    }

    @Test
    void replacesTheCollectionOfSomebodyElseWhenToldTo() throws Exception {
        target.create(foreign());
        loader = loader(IfExists.REPLACE, new IndexChoice.FromSource());

        loader.prepare(plan);
        String id = target.find("dst").orElseThrow().id();
        loader.prepare(plan);

        assertThat(target.find("dst").orElseThrow().description()).contains(StagedMigration.MIGRATION);
        assertThat(target.find("dst").orElseThrow().id()).as("its own is kept").isEqualTo(id);
    }

    @Test
    void doesNotReplaceACollectionThatIsBeingImportedInto() {
        target.create(foreign());
        target.held = true;
        target.submit(new ImportRequest("dst", "_default", List.of(List.of("x")), "somebody"));
        loader = loader(IfExists.REPLACE, new IndexChoice.FromSource());

        assertThatThrownBy(() -> loader.prepare(plan)).hasMessageContaining("imports into it run");
        assertThat(target.find("dst").orElseThrow().description()).isEqualTo("somebody's");
    }

    @Test
    void appendsNothingToACollectionOfAnotherShape() {
        target.create(new NewCollection("dst", "x", "id", "data", VectorType.FLOAT, 16, null));
        loader = loader(IfExists.APPEND, new IndexChoice.FromSource());

        assertThatThrownBy(() -> loader.prepare(plan))
                .hasMessageContaining("no field data of type FloatVector and dimension 8");
    }

    @Test
    void importsBuildsLoadsAndCounts() throws Exception {
        loadAll();

        LoadedCollection loaded = loader.finish(plan);

        assertThat(loaded.rows()).isEqualTo(140);
        assertThat(loaded.partitionRows()).isEqualTo(Map.of("_default", 100L, "2020-01", 40L));
        assertThat(loaded.index()).isEqualTo(new IndexReport("IVF_FLAT", "IVF_FLAT", "Finished"));
        assertThat(loaded.notes()).isEmpty();
        assertThat(target.loading("dst").wanted()).isTrue();
    }

    @Test
    void doesAllOfItTwiceWithTheEffectOfOnce() throws Exception {
        loadAll();
        loader.finish(plan);
        loader.nextRun();

        loader.prepare(plan);
        assertThat(loader.submit(plan, "_default", "t1"))
                .isInstanceOfSatisfying(
                        ImportCompleted.class, done -> assertThat(done.rows()).isEqualTo(100));
        LoadedCollection loaded = loader.finish(plan);

        assertThat(loaded.rows()).isEqualTo(140);
        assertThat(target.submits).isEqualTo(2);
    }

    @Test
    void countsWhatIsImportedIntoACollectionThatWasFinished() throws Exception {
        loadAll();
        loader.finish(plan);
        staged.task(plan, "_default", "t3", 7);
        loader.nextRun();

        loader.load(plan, "_default", "t3");

        assertThat(loader.finish(plan).rows()).isEqualTo(147);
    }

    @Test
    void countsAnImportThatCompletedWhileTheCollectionWasLoaded() throws Exception {
        loadAll();
        loader.finish(plan);
        staged.task(plan, "_default", "t3", 7);
        String files = "src/_default/t3/";
        List<String> group = List.of(
                staged.store().importPath(files + "data.npy"), staged.store().importPath(files + "id.npy"));
        target.submit(new ImportRequest("dst", "_default", List.of(group), "earlier"));

        loader.load(plan, "_default", "t3");
        assertThat(target.loading("dst").wanted()).isTrue();

        assertThat(loader.finish(plan).rows()).isEqualTo(147);
    }

    @Test
    void submitsATaskOnceThatIsSentTwice() throws Exception {
        target.held = true;
        staged.task(plan, "_default", "t1", 100);
        loader.prepare(plan);

        ImportSubmitted first = (ImportSubmitted) loader.submit(plan, "_default", "t1");
        ImportSubmitted again = (ImportSubmitted) loader.submit(plan, "_default", "t1");

        assertThat(again.job()).isEqualTo(first.job());
        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void tellsTheNewestRunOfAnImportThatIsUnderWay() throws Exception {
        target.held = true;
        staged.task(plan, "_default", "t1", 100);
        loader.prepare(plan);
        loader.submit(plan, "_default", "t1");
        loader.nextRun();
        loader.submit(plan, "_default", "t1");

        target.held = false;

        assertThat(loader.end("t1")).isInstanceOf(ImportCompleted.class);
        assertThat(target.submits).isEqualTo(1);
    }

    @Test
    void hasNothingToImportOfATaskWithoutRows() throws Exception {
        staged.task(plan, "_default", "t1", 0);
        loader.prepare(plan);

        assertThat(loader.submit(plan, "_default", "t1"))
                .isInstanceOfSatisfying(
                        ImportCompleted.class, done -> assertThat(done.rows()).isZero());
    }

    @Test
    void refusesATaskThatHasNoRowsAnyMoreAfterItsRowsWereImported() throws Exception {
        staged.task(plan, "_default", "t1", 100);
        loader.prepare(plan);
        loader.load(plan, "_default", "t1");
        staged.dumpAgain(plan, "_default", "t1", 0);
        loader.nextRun();

        assertThatThrownBy(() -> loader.submit(plan, "_default", "t1"))
                .hasMessageContaining("task t1 was dumped again with other content after it was imported");
    }

    @Test
    void refusesOtherContentAlsoWhenTheImportWasOnlyFoundOnTheServer() throws Exception {
        staged.task(plan, "_default", "t1", 100);
        loader.prepare(plan);
        loader.load(plan, "_default", "t1");
        staged.forgetImport("t1");
        loader.nextRun();
        loader.submit(plan, "_default", "t1");
        staged.dumpAgain(plan, "_default", "t1", 100);
        loader.nextRun();

        assertThatThrownBy(() -> loader.submit(plan, "_default", "t1"))
                .hasMessageContaining("task t1 was dumped again with other content after it was imported");
    }

    @Test
    void refusesATaskWithoutAManifest() throws Exception {
        loader.prepare(plan);

        assertThatThrownBy(() -> loader.submit(plan, "_default", "t9"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("src/_default/t9/manifest.json");
    }

    @Test
    void tellsOfAnImportThatFailedForGood() throws Exception {
        target.failure = "unexpected EOF";
        staged.task(plan, "_default", "t1", 100);
        loader.prepare(plan);

        assertThat(loader.load(plan, "_default", "t1")).isInstanceOfSatisfying(TaskFailed.class, failed -> {
            assertThat(failed.problem().kind()).isEqualTo(Kind.TARGET);
            assertThat(failed.problem().sentence()).contains("unexpected EOF");
        });
    }

    @Test
    void tellsOfACollectionThatWasDroppedMeanwhile() throws Exception {
        staged.task(plan, "_default", "t1", 100);
        loader.prepare(plan);
        target.drop("dst");

        assertThatThrownBy(() -> loader.submit(plan, "_default", "t1")).hasMessageContaining("not on");
        assertThatThrownBy(() -> loader.finish(plan)).hasMessageContaining("not on");
    }

    @Test
    void buildsAnIndexOfAnotherKindAnewInItsOwnCollection() throws Exception {
        loadAll();
        loader.finish(plan);
        loader = loader(IfExists.FAIL, new IndexChoice.BruteForce());

        assertThat(loader.finish(plan).index().target()).isEqualTo("FLAT");
    }

    @Test
    void importsNothingAgainIntoACollectionOfWhichStagingWasCleaned() throws Exception {
        loadAll();
        forgetStaging();
        target.forgetJobs();

        assertThatThrownBy(() -> loader.prepare(plan))
                .isInstanceOf(ProblemException.class)
                .hasMessageContainingAll("dst", "140 rows", "cleaned or lost", "drop the collection");
    }

    @ParameterizedTest
    @EnumSource(IfExists.class)
    void takesNothingMoreIntoACollectionWhoseRowsHaveChangedInTheSource(IfExists ifExists) throws Exception {
        loader = loader(ifExists, new IndexChoice.FromSource());
        loadAll();
        changed();

        assertThatThrownBy(() -> loader.prepare(plan))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.TARGET))
                .hasMessage("nothing more is imported into collection dst on http://fake:19530: segment 7 has changed"
                        + " since it was imported; drop the collection on the target, or bring the segments back as they"
                        + " were, then run m2m migrate, or dump and load, again");
        assertThat(target.heldRows("dst", "_default")).isEqualTo(100);
    }

    @Test
    void norIntoOneOfSomebodyElseThatItAppendedTo() throws Exception {
        target.create(foreign());
        loader = loader(IfExists.APPEND, new IndexChoice.FromSource());
        loadAll();
        changed();

        assertThatThrownBy(() -> loader.prepare(plan)).hasMessageContaining("segment 7 has changed");
    }

    @Test
    void takesAllIntoOneThatIsMadeAnewSince() throws Exception {
        loadAll();
        changed();
        target.drop("dst");

        loader.prepare(plan);
        loader.nextRun();
        loader.prepare(plan);

        assertThat(loader.load(plan, "_default", "t1")).isInstanceOf(ImportCompleted.class);
        assertThat(target.heldRows("dst", "_default")).isEqualTo(100);
    }

    private void changed() throws IOException {
        String id = target.find("dst").orElseThrow().id();
        staged.changed(plan, new OutdatedImport(id, "segment 7 has changed since it was imported"));
        loader.nextRun();
    }

    @Test
    void replacingDropsNothingThatThisMigrationImported() throws Exception {
        loader = loader(IfExists.REPLACE, new IndexChoice.FromSource());
        target.create(foreign());
        addRowsOfSomebody(30);
        loadAll();
        loader.nextRun();

        loader.prepare(plan);

        assertThat(loader.submit(plan, "_default", "t1")).isInstanceOf(ImportCompleted.class);
        assertThat(loader.finish(plan).rows()).isEqualTo(140);
        forgetStaging();
        target.forgetJobs();
        assertThatThrownBy(() -> loader.prepare(plan)).hasMessageContainingAll("140 rows", "cleaned or lost");
        assertThat(target.heldRows("dst", "_default")).isEqualTo(100);
    }

    @Test
    void replacingIsContinuedAfterACrashBetweenDropAndCreate() throws Exception {
        loader = loader(IfExists.REPLACE, new IndexChoice.FromSource());
        target.create(new NewCollection("other", "somebody's", "id", "data", VectorType.FLOAT, 8, null));
        target.create(foreign());
        addRowsOfSomebody(30);
        target.failsToCreate = true;
        assertThatThrownBy(() -> loader.prepare(plan)).hasMessageContaining("does not answer");
        assertThat(target.find("dst")).isEmpty();
        loader.nextRun();

        loadAll();

        assertThat(loader.finish(plan).rows()).isEqualTo(140);
        assertThat(target.find("other").orElseThrow().description()).isEqualTo("somebody's");
    }

    @Test
    void findsItsImportsOnTheServerWhenStagingForgotThem() throws Exception {
        loadAll();
        forgetStaging();

        loader.prepare(plan);
        loader.load(plan, "_default", "t1");
        loader.load(plan, "2020-01", "t2");

        assertThat(loader.finish(plan).rows()).isEqualTo(140);
    }

    private void forgetStaging() throws IOException {
        for (String key : List.of(
                StagingLayout.prepared(StagedMigration.MIGRATION, "src"),
                StagingLayout.importRecord(StagedMigration.MIGRATION, "t1"),
                StagingLayout.importRecord(StagedMigration.MIGRATION, "t2"))) {
            staged.store().delete(key);
        }
    }

    @Test
    void appendsToAnEmptyCollectionOfSomebodyElseAndToItAgain() throws Exception {
        target.create(foreign());
        target.createIndex("dst", "data", new TargetIndex("IVF_FLAT", "L2", Map.of("nlist", "64"), List.of()));
        target.load("dst");
        loader = loader(IfExists.APPEND, new IndexChoice.FromSource());

        loadAll();
        loader.nextRun();
        assertThat(loader.check()).isInstanceOf(TargetChecked.class);
        loader.prepare(plan);
        LoadedCollection loaded = loader.finish(plan);

        assertThat(loaded.rows()).isEqualTo(140);
        assertThat(target.find("dst").orElseThrow().description()).isEqualTo("somebody's");
        assertThat(loaded.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"HNSW, L2, 64", "IVF_FLAT, IP, 64", "IVF_FLAT, L2, 128"})
    void appendsNothingToACollectionOfAnotherIndex(String type, String metric, String nlist) {
        target.create(foreign());
        target.createIndex("dst", "data", new TargetIndex(type, metric, Map.of("nlist", nlist), List.of()));
        loader = loader(IfExists.APPEND, new IndexChoice.FromSource());
        String refusal = "nothing can be appended to collection dst: its index is " + type + " with metric " + metric
                + " and {nlist=" + nlist + "} instead of IVF_FLAT with metric L2 and {nlist=64}; drop the index";

        assertThatThrownBy(() -> loader.check()).hasMessageContaining(refusal);
        assertThatThrownBy(() -> loader.prepare(plan)).hasMessageContaining(refusal);
    }

    @Test
    void keepsAnIndexThatSomebodyGaveHisCollectionMeanwhile() throws Exception {
        target.create(foreign());
        loader = loader(IfExists.APPEND, new IndexChoice.FromSource());
        loadAll();
        target.createIndex("dst", "data", new TargetIndex("HNSW", "L2", Map.of(), List.of()));

        LoadedCollection loaded = loader.finish(plan);

        assertThat(loaded.notes()).anyMatch(note -> note.contains("keeps the index that somebody gave it, HNSW"));
    }

    @Test
    void appendsNothingToACollectionThatHoldsRowsOfSomebodyElse() throws Exception {
        target.create(foreign());
        addRowsOfSomebody(30);
        loader = loader(IfExists.APPEND, new IndexChoice.FromSource());

        assertThatThrownBy(() -> loader.check())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageContaining("it holds 30 rows that this migration did not import")
                .hasMessageContaining("target.milvus2x.rename");
        assertThatThrownBy(() -> loader.prepare(plan)).hasMessageContaining("it holds 30 rows");
        assertThat(target.partitions("dst")).as("nothing changed").containsExactly("_default");
    }

    @Test
    void seesRowsThatSomebodyInsertedAMomentAgo() {
        target.create(foreign());
        target.insert("dst");
        loader = loader(IfExists.APPEND, new IndexChoice.FromSource());

        assertThatThrownBy(() -> loader.prepare(plan)).hasMessageContaining("it holds 1 rows");
    }

    @Test
    void appendsNothingMoreWhenStagingForgotWhatItTookUp() throws Exception {
        target.create(foreign());
        loader = loader(IfExists.APPEND, new IndexChoice.FromSource());
        loadAll();
        forgetStaging();

        assertThatThrownBy(() -> loader.prepare(plan)).hasMessageContaining("it holds 140 rows");
    }

    @Test
    void notesADifferenceInsteadOfFailing() throws Exception {
        loadAll();
        addRowsOfSomebody(30);

        assertThat(loader.finish(plan).notes())
                .containsExactly("partition _default has 130 rows on the target and 100 in staging");
    }

    @Test
    void countsByMetadataBefore23() throws Exception {
        target.version = new ServerVersion(2, 2, 16);
        loadAll();

        LoadedCollection loaded = loader.finish(plan);

        assertThat(loaded.rows()).isEqualTo(140);
        assertThat(loaded.notes()).anyMatch(note -> note.contains("metadata"));
    }
}
