package io.m2m.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.json.Json;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Metric;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import io.m2m.common.schema.ServerVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PlanReportTest {
    private static final SourceIndex BINARY = new SourceIndex("BIN_IVF_FLAT", Map.of("nlist", "999999"));

    @Test
    void isReadByPrograms() {
        PlanAppendix appendix = new PlanAppendix(
                List.of(new RefusedCollection(collection("odd", 0, 0), "collection odd has dimension 12")),
                Map.of("marks", "its attributes age are not migrated"),
                Map.of(),
                List.of("partition p is left out"));
        PlannedMigration planned = new PlannedMigration(
                new MigrationPlan(MigrationPlan.SCHEMA, "m-1", "1", List.of(collection("marks", 3, 20))),
                List.of(),
                appendix);
        PlanReport report = PlanReport.of(planned, new ServerVersion(2, 3, 5), new IndexChoice.FromSource())
                .with(new Problem(Problem.Kind.CONFIGURATION, "collection marks exists"));

        JsonNode json = Json.mapper().valueToTree(report);

        assertThat(json.at("/schema").asString()).isEqualTo("m2m-plan-report/1");
        assertThat(json.at("/migration").asString()).isEqualTo("m-1");
        assertThat(json.at("/indexesFor").asString()).isEqualTo("2.3.5");
        assertThat(json.at("/collections/0/plan/source").asString()).isEqualTo("marks");
        assertThat(json.at("/collections/0/plan/rows").asInt()).isEqualTo(20);
        assertThat(json.at("/collections/0/plan/quarantined/0/reason").asString())
                .isEqualTo("a/1/1.uid is missing");
        assertThat(json.at("/collections/0/index/type").asString()).isEqualTo("BIN_IVF_FLAT");
        assertThat(json.at("/collections/0/index/metric").asString()).isEqualTo("JACCARD");
        assertThat(json.at("/collections/0/index/params/nlist").asString()).isEqualTo("65536");
        assertThat(json.at("/collections/0/shortfall").asString()).isEqualTo("its attributes age are not migrated");
        assertThat(json.at("/collections/0/files").asInt()).isEqualTo(6);
        assertThat(json.at("/collections/0/estimatedSeconds").asInt()).isEqualTo(6);
        assertThat(json.at("/refused/0/reason").asString()).isEqualTo("collection odd has dimension 12");
        assertThat(json.at("/notes/0").asString()).isEqualTo("partition p is left out");
        assertThat(json.at("/problem").asString()).isEqualTo("collection marks exists");
    }

    @Test
    void estimatesWhatACollectionTakesFromItsBytesAndItsImports() {
        PlannedMigration planned = new PlannedMigration(
                new MigrationPlan(
                        MigrationPlan.SCHEMA,
                        "m-1",
                        "1",
                        List.of(collection("large", 10, 150_000_000), collection("empty", 0, 0))),
                List.of(),
                new PlanAppendix(List.of(), Map.of(), Map.of(), List.of()));

        PlanReport report = PlanReport.of(planned, new ServerVersion(2, 3, 5), new IndexChoice.FromSource());

        // 2.4 GB: 12 s to dump, 200 s and ten times 2 s to import, 200 s to verify.
        assertThat(report.collections())
                .extracting(PlanReport.PlannedCollection::files, PlanReport.PlannedCollection::estimatedSeconds)
                .containsExactly(tuple(20L, 432L), tuple(0L, 0L));
    }

    private static CollectionPlan collection(String name, int tasks, long rows) {
        return new CollectionPlan(
                name,
                name,
                VectorType.BINARY,
                64,
                Metric.TANIMOTO,
                BINARY,
                List.of(new PartitionPlan("_default", "_default")),
                tasks,
                rows,
                rows * 16,
                List.of(new QuarantinedSegment("1", "_default", 3, "a/1/1.uid", "a/1/1.uid is missing")),
                List.of());
    }
}
