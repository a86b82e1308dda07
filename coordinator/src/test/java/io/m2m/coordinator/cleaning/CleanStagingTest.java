package io.m2m.coordinator.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.VectorType;
import io.m2m.common.report.Report;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.ObjectWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanStagingTest {
    private static final String MIGRATION = "m-1";

    @TempDir
    Path folder;

    private ObjectStore staging;
    private Documents documents;

    @BeforeEach
    void stage() throws IOException {
        staging = new LocalObjectStore(folder);
        documents = new JsonDocuments(staging, Json.mapper());
        try (Documents.LineWriter lines = documents.writeLines(StagingLayout.tasks(MIGRATION))) {
            lines.write(new DumpPlan("t1", "c", "_default", VectorType.FLOAT, 2, 3, 48, List.of()));
            lines.commit();
        }
        put("c/_default/t1/id.npy");
        put("c/_default/t1/data.npy");
        put("c/_default/t1/of-somebody-else.npy");
        put("c/_default/t2/id.npy");
        put(".m2m/m-2/plan.json");
        put(StagingLayout.outcome(MIGRATION, "t1"));
        put(StagingLayout.plan(MIGRATION));
        put(StagingLayout.copies(MIGRATION, "c"));
        put(StagingLayout.keptCopies(MIGRATION, "c"));
        Manifest.StagedFile file = new Manifest.StagedFile(4, "00000000", "<i8", List.of(3L));
        documents.write(
                StagingLayout.manifest("c", "_default", "t1"),
                new Manifest(
                        Manifest.SCHEMA,
                        MIGRATION,
                        "c",
                        "_default",
                        "t1",
                        "1",
                        List.of(),
                        3,
                        "1",
                        "3",
                        "",
                        "",
                        0,
                        null,
                        Map.of("id.npy", file, "data.npy", file)));
    }

    @Test
    void removesOwnObjectsButNotTheListsThatTheReportSpeaksOf() throws IOException {
        report(MIGRATION, Verdict.VERIFIED);

        Cleaned cleaned = new CleanStaging(staging, documents, MIGRATION).clean(false);

        assertThat(cleaned.objects()).isEqualTo(6);
        assertThat(keys())
                .containsExactlyInAnyOrder(
                        "report.json",
                        "c/_default/t1/of-somebody-else.npy",
                        "c/_default/t2/id.npy",
                        ".m2m/m-2/plan.json",
                        StagingLayout.copies(MIGRATION, "c"),
                        StagingLayout.keptCopies(MIGRATION, "c"));
    }

    @Test
    void refusesWithoutTheVerdictVerified() throws IOException {
        report(MIGRATION, Verdict.MISMATCH);

        assertThatThrownBy(() -> new CleanStaging(staging, documents, MIGRATION).clean(false))
                .isInstanceOf(ProblemException.class)
                .hasMessageContainingAll("VERIFIED", "--force");
        assertThat(keys()).contains("c/_default/t1/id.npy");
    }

    @Test
    void refusesTheVerdictOfAnotherMigration() throws IOException {
        report("m-2", Verdict.VERIFIED);

        assertThatThrownBy(() -> new CleanStaging(staging, documents, MIGRATION).clean(false))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void removesUnverifiedObjectsWhenForced() throws IOException {
        assertThat(new CleanStaging(staging, documents, MIGRATION).clean(true).objects())
                .isEqualTo(6);
    }

    private void report(String migration, Verdict verdict) throws IOException {
        documents.write(
                StagingLayout.REPORT,
                new Report(
                        Report.SCHEMA,
                        migration,
                        verdict,
                        "full",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        List.of(),
                        List.of(),
                        null,
                        null));
    }

    private void put(String key) throws IOException {
        try (ObjectWriter writer = staging.create(key)) {
            writer.write(new byte[] {1, 2, 3, 4});
            writer.commit();
        }
    }

    private List<String> keys() throws IOException {
        try (Stream<ObjectInfo> objects = staging.list("")) {
            return objects.map(ObjectInfo::key).toList();
        }
    }
}
