package io.m2m.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.coordinator.Configs;
import io.m2m.coordinator.catalog.CatalogReader;
import io.m2m.coordinator.catalog.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationPlannerTest {
    @TempDir
    private Path folder;

    private final Map<String, String> assignments = new HashMap<>();
    private Path tables;

    @BeforeEach
    void makeTables() throws IOException {
        tables = Files.createDirectories(folder.resolve("db/tables"));
    }

    @Test
    void plansEveryCollectionWithItsPartitions() throws IOException {
        Segments.write(tables, "c/100", 3);
        Segments.write(tables, "7/200", 5);
        Rows rows = new Rows()
                .collection("c")
                .partition("c", "a-b.c", "7")
                .file("c", "100", Rows.RAW, 3)
                .file("7", "200", Rows.RAW, 5);

        PlannedMigration planned = plan(rows);

        CollectionPlan plan = planned.plan().collection("c");
        assertThat(plan.target()).isEqualTo("c");
        assertThat(plan.partitions())
                .containsExactly(new PartitionPlan("_default", "_default"), new PartitionPlan("a-b.c", "a_b_c"));
        assertThat(plan.tasks()).isEqualTo(2);
        assertThat(plan.rows()).isEqualTo(8);
        assertThat(plan.bytes()).isEqualTo(8 * 24);
        assertThat(plan.quarantined()).isEmpty();
        assertThat(plan.notes()).containsExactly("partition \"a-b.c\" becomes a_b_c");
        assertThat(planned.tasks()).extracting(DumpPlan::partition).containsExactly("_default", "a-b.c");
        assertThat(planned.appendix().countedRows()).isEqualTo(Map.of("c", 8L));
        assertThat(planned.quarantines()).isFalse();
    }

    @Test
    void theSameSourceGivesTheSamePlan() throws IOException {
        Segments.write(tables, "c/100", 3);
        Rows rows = new Rows().collection("c").file("c", "100", Rows.RAW, 3);

        assertThat(plan(rows)).isEqualTo(plan(rows));
    }

    @Test
    void anEmptyStoreIsAnEmptyPlan() throws IOException {
        assertThat(plan(new Rows()).plan().collections()).isEmpty();
    }

    @Test
    void aCollectionWithoutSegmentsHasNoTasks() throws IOException {
        assertThat(plan(new Rows().collection("c")).plan().collection("c").tasks())
                .isZero();
    }

    @Test
    void quarantinesOneSegmentAndGoesOnWithTheOthers() throws IOException {
        Segments.write(tables, "c/100", 3);
        Segments.write(tables, "c/101", 4);
        Files.delete(tables.resolve("c/100/deleted_docs"));
        Rows rows = new Rows().collection("c").file("c", "100", Rows.RAW, 3).file("c", "101", Rows.RAW, 4);

        PlannedMigration planned = plan(rows);

        assertThat(planned.plan().collection("c").quarantined())
                .containsExactly(new QuarantinedSegment(
                        "100",
                        "_default",
                        3,
                        "c/100/deleted_docs",
                        "c/100/deleted_docs is missing; restore it from a copy of the store"));
        assertThat(planned.tasks().getFirst().segments())
                .extracting(SegmentSlice::segment)
                .containsExactly("101");
        assertThat(planned.quarantines()).isTrue();
    }

    @Test
    void trap9_aFolderThatNoRowRefersToIsNoData() throws IOException {
        Segments.write(tables, "c/100", 3);
        Segments.write(tables, "c/999", 3);

        assertThat(plan(new Rows().collection("c").file("c", "100", Rows.RAW, 3))
                        .plan()
                        .collection("c")
                        .rows())
                .isEqualTo(3);
    }

    @Test
    void trap12_whatTheMetadataHoldsBesidesIsTold() throws IOException {
        assertThat(plan(new Rows().partition("gone", "p", "7")).appendix().notes())
                .singleElement()
                .asString()
                .contains("gone was dropped");
    }

    @Test
    void trap15_morePartitionsThanAServerTakesAreTold() throws IOException {
        Rows rows = new Rows().collection("c");
        for (int i = 0; i < 4_096; i++) {
            rows.partition("c", "p" + i, String.valueOf(i));
        }

        assertThat(plan(rows).plan().collection("c").notes())
                .singleElement()
                .asString()
                .contains("4097 partitions", "4096");
    }

    @Test
    void trap18_aRefusedCollectionTakesNoPartAndTheOthersDo() throws IOException {
        Segments.write(tables, "good/100", 3);
        Rows rows = new Rows()
                .collection("bad", Rows.JACCARD, 12)
                .file("bad", "200", Rows.RAW, 9)
                .collection("good")
                .file("good", "100", Rows.RAW, 3);

        PlannedMigration planned = plan(rows);

        assertThat(planned.plan().collections())
                .extracting(CollectionPlan::source)
                .containsExactly("good");
        assertThat(planned.tasks()).extracting(DumpPlan::collection).containsExactly("good");
        RefusedCollection refused = planned.appendix().refused().getFirst();
        assertThat(refused.reason()).contains("collection bad", "dimension 12");
        assertThat(refused.plan().quarantined())
                .containsExactly(new QuarantinedSegment("200", "_default", 9, "metadata", refused.reason()));
        assertThat(planned.quarantines()).isTrue();
    }

    @Test
    void trap18_aRefusedCollectionWithoutSegmentsIsToldTooAndStillNeedsAName() throws IOException {
        assignments.put("target.milvus2x.names", "fail");

        PlannedMigration planned = plan(new Rows().collection("bad", 99, 4));

        assertThat(planned.appendix().refused()).hasSize(1);
        assertThat(planned.quarantines()).isTrue();
    }

    @Test
    void trap22_aCountThatDriftedIsTold() throws IOException {
        Segments.write(tables, "c/100", 3);

        assertThat(plan(new Rows().collection("c").file("c", "100", Rows.RAW, 9))
                        .plan()
                        .collection("c")
                        .notes())
                .contains("segment 100 holds 3 rows, its metadata says 9; the files count");
    }

    @Test
    void trap26_aSegmentThatWasBeingWrittenIsToldAndIsNoData() throws IOException {
        Files.createDirectories(tables.resolve("c/100"));

        CollectionPlan plan = plan(new Rows().collection("c").file("c", "100", Rows.NEW, 0))
                .plan()
                .collection("c");

        assertThat(plan.tasks()).isZero();
        assertThat(plan.quarantined()).isEmpty();
        assertThat(plan.notes()).singleElement().asString().contains("segment 100 was being written", "log");
    }

    @Test
    void trap31_aHybridCollectionFallsShort() throws IOException {
        PlannedMigration planned = plan(new Rows().collection("hyb").field("hyb", "age", 4));

        assertThat(planned.appendix().shortfalls().get("hyb")).contains("attributes age");
        assertThat(planned.quarantines()).isTrue();
    }

    @Test
    void correction1_aRefusedCollectionListsEveryCompleteFolderThatNoRowRefersTo() throws IOException {
        Segments.write(tables, "c/100", 3);
        Segments.write(tables, "c/101", 4);
        Segments.write(tables, "7/201", 5);
        Segments.write(tables, "c/999", 6);
        Files.delete(tables.resolve("c/999/999.uid"));
        Files.createDirectories(tables.resolve("c/998"));
        Segments.write(tables, "other/500", 3);
        Segments.write(tables, "c/102", 8);
        Rows rows = new Rows()
                .collection("c")
                .partition("c", "p", "7")
                .file("c", "100", "101", Rows.RAW, 3)
                .file("c", "102", Rows.TO_DELETE, 8)
                .file("7", "200", Rows.RAW, 3);

        RefusedCollection refused = plan(rows).appendix().refused().getFirst();

        assertThat(refused.reason()).contains("contradicts itself", "segment 100", "file 101");
        assertThat(refused.plan().notes())
                .containsExactly(
                        "the folder c/101 holds a complete segment of 4 rows that no row of the metadata refers to; it is"
                                + " not migrated",
                        "the folder 7/201 holds a complete segment of 5 rows that no row of the metadata refers to; it is"
                                + " not migrated");
        assertThat(refused.plan().quarantined())
                .extracting(QuarantinedSegment::segment)
                .containsExactly("100", "200");
    }

    @Test
    void correction1_aNewRowWithACompleteFolderIsQuarantinedAndMakesTheOthersBeLookedFor() throws IOException {
        Segments.write(tables, "c/100", 3);
        Segments.write(tables, "7/200", 5);
        Segments.write(tables, "c/101", 4);
        Rows rows = new Rows()
                .collection("c")
                .partition("c", "p", "7")
                .file("c", "100", Rows.RAW, 3)
                .file("7", "200", Rows.NEW, 0);

        CollectionPlan plan = plan(rows).plan().collection("c");

        assertThat(plan.rows()).isEqualTo(3);
        assertThat(plan.quarantined()).singleElement().satisfies(segment -> {
            assertThat(segment.segment()).isEqualTo("200");
            assertThat(segment.partition()).isEqualTo("p");
            assertThat(segment.rows()).isEqualTo(5);
            assertThat(segment.reason()).contains("7/200/ holds a complete segment of 5 rows", "still calls new");
        });
        assertThat(plan.notes()).singleElement().asString().contains("the folder c/101", "4 rows");
    }

    @Test
    void correction5_discardedFoldersAreNotLookedForWithoutASign() throws IOException {
        Segments.write(tables, "c/100", 3);
        Segments.write(tables, "c/101", 4);

        assertThat(plan(new Rows().collection("c").file("c", "100", Rows.RAW, 3))
                        .plan()
                        .collection("c")
                        .notes())
                .isEmpty();
    }

    @Test
    void movesOnlyWhatIsAskedFor() throws IOException {
        assignments.put("collections", "b,c");

        assertThat(plan(new Rows().collection("a").collection("b").collection("c"))
                        .plan()
                        .collections())
                .extracting(CollectionPlan::source)
                .containsExactly("b", "c");
    }

    @Test
    void refusesACollectionThatTheSourceDoesNotHave() {
        assignments.put("collections", "b,nope");

        assertThat(refusal(new Rows().collection("a").collection("b")))
                .isEqualTo("collections names nope, which the source does not have; it has a, b");
        assertThat(refusal(new Rows())).contains("names b, nope", "it has none");
    }

    @Test
    void trap14_partitionsThatMeetOnTheTargetStopThePlan() {
        assertThat(refusal(new Rows().collection("c").partition("c", "a b", "7").partition("c", "a-b", "8")))
                .contains("a b and a-b of collection c");
    }

    @Test
    void trap14_collectionsThatMeetOnTheTargetStopThePlanByRuleOrByRenaming() {
        Rows rows = new Rows().collection("a-b").collection("a_b").collection("c");

        assertThat(refusal(rows)).contains("collections a-b and a_b would both be named a_b", "rename");
        assignments.put("target.milvus2x.rename", "{a-b: c}");
        assertThat(refusal(rows)).contains("collections a-b and c would both be named c");
        assignments.put("target.milvus2x.rename", "{a-b: ab, c/_default: rest}");
        assertThat(refusal(rows)).contains("target.milvus2x.rename names c/_default", "take the line out");
    }

    @Test
    void aRenamingOfWhatTheSourceDoesNotHaveStopsThePlan() {
        Rows rows = new Rows().collection("c").partition("c", "tag", "7");

        assignments.put("target.milvus2x.rename", "{cc: d}");
        assertThat(refusal(rows)).contains("rename names cc", "no such collection");
        assignments.put("target.milvus2x.rename", "{c/tga: d}");
        assertThat(refusal(rows)).contains("rename names c/tga", "no such partition");
    }

    @Test
    void namesThat2xRefusesStopThePlan() {
        Rows rows = new Rows().collection("c").partition("c", "a b", "7");

        assignments.put("target.milvus2x.rename", "{c: d-e}");
        assertThat(refusal(rows)).contains("gives collection c the name \"d-e\", which Milvus 2.x refuses");
        assignments.put("target.milvus2x.rename", "{c/a b: p q}");
        assertThat(refusal(rows)).contains("gives partition c/a b the name \"p q\"");
        assignments.put("target.milvus2x.rename", "{c: d}");
        assignments.put("target.milvus2x.names", "fail");
        assertThat(refusal(rows)).contains("partition c/a b has a name that Milvus 2.x refuses", "names: rule");
    }

    @Test
    void renamesAreTold() throws IOException {
        assignments.put("target.milvus2x.rename", "{c: d}");

        CollectionPlan plan = plan(new Rows().collection("c")).plan().collection("c");

        assertThat(plan.target()).isEqualTo("d");
        assertThat(plan.notes()).containsExactly("collection c becomes d");
    }

    private PlannedMigration plan(Rows rows) throws IOException {
        return new MigrationPlanner(Configs.local(folder, assignments), "m-1", List.of(new LocalObjectStore(tables)))
                .plan(CatalogReader.read(rows.metadata(), text -> Map.of()));
    }

    private String refusal(Rows rows) {
        Problem problem =
                catchThrowableOfType(ProblemException.class, () -> plan(rows)).problem();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        return problem.sentence();
    }
}
