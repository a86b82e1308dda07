package io.m2m.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Metric;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.schema.ServerVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static final ServerVersion VERSION = new ServerVersion(2, 3, 5);

    @Test
    void saysWhatWouldBeDone() {
        CollectionPlan faces = collection(
                "faces",
                "faces",
                Metric.L2,
                512,
                new SourceIndex("IVF_SQ8H", Map.of("nlist", "2048")),
                List.of(
                        new PartitionPlan("_default", "_default"),
                        new PartitionPlan("a-b.c", "a_b_c"),
                        new PartitionPlan("2020", "2020")),
                7,
                1_234_567,
                List.of(new QuarantinedSegment(
                        "1678354366132931000",
                        "2020",
                        4_096,
                        "7/1678354366132931000/deleted_docs",
                        "7/1678354366132931000/deleted_docs is missing")),
                List.of("partition \"a-b.c\" becomes a_b_c"));
        CollectionPlan marks = collection(
                "marks",
                "watermarks",
                Metric.TANIMOTO,
                64,
                new SourceIndex("BIN_FLAT", Map.of()),
                List.of(new PartitionPlan("_default", "_default")),
                1,
                20,
                List.of(),
                List.of("collection marks becomes watermarks"));
        RefusedCollection odd = new RefusedCollection(
                collection(
                        "odd",
                        "odd",
                        Metric.JACCARD,
                        12,
                        new SourceIndex("BIN_FLAT", Map.of()),
                        List.of(),
                        0,
                        0,
                        List.of(
                                new QuarantinedSegment("1", "_default", 3, "metadata", "…"),
                                new QuarantinedSegment("2", "_default", 4, "metadata", "…")),
                        List.of()),
                "collection odd has dimension 12");
        PlannedMigration planned = planned(
                List.of(faces, marks),
                new PlanAppendix(
                        List.of(odd),
                        Map.of("marks", "collection marks is a hybrid collection: its attributes age are not migrated"),
                        Map.of(),
                        List.of("partition p (7) is left out: its collection gone was dropped")));

        assertThat(text(planned, VERSION)).isEqualTo("""
                collection  target      parts  vectors    metric               index                     rows       MB  files   time
                faces       faces           3  float 512  L2                   IVF_SQ8H -> IVF_SQ8  1,234,567  2,538.3     14  7 min
                marks       watermarks      1  binary 64  TANIMOTO -> JACCARD  BIN_FLAT                    20      0.0      2    2 s

                faces
                  partition "a-b.c" becomes a_b_c
                  index IVF_SQ8H does not exist on 2.3.5; it becomes IVF_SQ8

                marks
                  collection marks becomes watermarks
                  metric TANIMOTO does not exist on 2.3.5; JACCARD ranks the same, its distances are other numbers

                Store
                  partition p (7) is left out: its collection gone was dropped

                Set aside
                  faces/2020, segment 1678354366132931000, 4,096 rows: 7/1678354366132931000/deleted_docs is missing
                  collection marks is a hybrid collection: its attributes age are not migrated
                  odd, all of its 2 segments, 7 rows: collection odd has dimension 12

                Total:   2 collections, 1,234,587 rows with deleted ones, 2,538.3 MB, 8 imports; about 7 min
                """);
    }

    @Test
    void followsTheVersionOfTheTarget() {
        CollectionPlan marks = collection(
                "marks",
                "marks",
                Metric.TANIMOTO,
                64,
                new SourceIndex("BIN_FLAT", Map.of()),
                List.of(new PartitionPlan("_default", "_default")),
                1,
                20,
                List.of(),
                List.of());

        assertThat(text(planned(List.of(marks), appendix()), new ServerVersion(2, 2, 16)))
                .contains("TANIMOTO  BIN_FLAT")
                .doesNotContain("JACCARD");
    }

    @Test
    void saysThatThereIsNothing() {
        assertThat(text(planned(List.of(), appendix()), VERSION))
                .isEqualTo("There is nothing to migrate.\n\n"
                        + "Total:   0 collections, 0 rows with deleted ones, 0.0 MB, 0 imports; about 1 s\n");
    }

    @Test
    void countsOneAsOne() {
        CollectionPlan one = collection(
                "c",
                "c",
                Metric.L2,
                4,
                new SourceIndex("FLAT", Map.of()),
                List.of(new PartitionPlan("_default", "_default")),
                1,
                1,
                List.of(),
                List.of());

        assertThat(text(planned(List.of(one), appendix()), VERSION))
                .contains("1 collection, 1 row with deleted ones, 0.0 MB, 1 import; about 2 s");
    }

    private static String text(PlannedMigration planned, ServerVersion version) {
        return PlanText.of(PlanReport.of(planned, version, new IndexChoice.FromSource()));
    }

    private static PlanAppendix appendix() {
        return new PlanAppendix(List.of(), Map.of(), Map.of(), List.of());
    }

    private static PlannedMigration planned(List<CollectionPlan> collections, PlanAppendix appendix) {
        return new PlannedMigration(
                new MigrationPlan(MigrationPlan.SCHEMA, "m-1", "1", collections), List.of(), appendix);
    }

    private static CollectionPlan collection(
            String source,
            String target,
            Metric metric,
            int dim,
            SourceIndex index,
            List<PartitionPlan> partitions,
            int tasks,
            long rows,
            List<QuarantinedSegment> quarantined,
            List<String> notes) {
        return new CollectionPlan(
                source,
                target,
                metric.vectorType(),
                dim,
                metric,
                index,
                partitions,
                tasks,
                rows,
                rows * (metric.vectorType().rowBytes(dim) + 8),
                quarantined,
                notes);
    }
}
