package io.m2m.coordinator.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.message.Event.StagingCleaned;
import io.m2m.common.message.PlanTask;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.report.Report;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.storage.ObjectStore;
import io.m2m.coordinator.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanVerifiedTest {
    private static final String MIGRATION = "m-1";
    private static final TaskRef REF = new TaskRef(MIGRATION, 1, Step.CLEAN, TaskRef.WHOLE, 1);

    private static final String REMEMBERED = StagingLayout.loaded(MIGRATION, "c");

    @TempDir
    private Path folder;

    @TempDir
    private Path home;

    private Documents documents;
    private CleanVerified cleaning;

    @BeforeEach
    void stage() throws IOException {
        ObjectStore staging = new LocalObjectStore(folder);
        documents = new JsonDocuments(staging, Json.mapper());
        documents.write(REMEMBERED, Map.of());
        cleaning = new CleanVerified(new CleanStaging(staging, documents, MIGRATION, Configs.local(home, Map.of())));
    }

    @Test
    void tellsWhatItRemovedAndNothingTheSecondTime() throws IOException {
        report(Verdict.VERIFIED);

        assertThat(clean()).isEqualTo(new StagingCleaned(REF, 1, 2));
        assertThat(folder.resolve(REMEMBERED)).doesNotExist();
        assertThat(clean()).isEqualTo(new StagingCleaned(REF, 0, 0));
        assertThat(folder.resolve(StagingLayout.REPORT)).exists();
    }

    @Test
    void removesNothingWhenTheReportIsNotVerifiedAnyMore() throws IOException {
        report(Verdict.MISMATCH);

        assertThatThrownBy(this::clean).isInstanceOf(ProblemException.class).hasMessageContaining("VERIFIED");
        assertThat(folder.resolve(REMEMBERED)).exists();
    }

    @Test
    void saysHowToGoOnWhenStagingFails() throws IOException {
        Files.writeString(folder.resolve(StagingLayout.REPORT), "cut sho");

        assertThatThrownBy(this::clean)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failed -> assertThat(failed.problem().kind()).isEqualTo(Kind.UNREACHABLE))
                .hasMessageContainingAll("VERIFIED", "m2m clean");
    }

    private Object clean() throws IOException {
        return cleaning.clean(new PlanTask.CleanStaging(REF));
    }

    private void report(Verdict verdict) throws IOException {
        documents.write(
                StagingLayout.REPORT,
                new Report(
                        Report.SCHEMA,
                        MIGRATION,
                        verdict,
                        "full",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        List.of(),
                        List.of(),
                        null,
                        null));
    }
}
