package io.m2m.coordinator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.message.Command;
import io.m2m.common.message.Event;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Events;
import io.m2m.common.message.Level;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.report.Report;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class MigrationsControllerTest {
    private static final String ALL = "/api/v1/migrations";
    private static final String ONE = ALL + "/m-1";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(42), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final StatusView view = new StatusView();
    private final List<Event> events = new ArrayList<>();
    private long offset;
    private MockMvcTester api;
    private ObjectStore staging;

    @BeforeEach
    void serve() {
        staging = new LocalObjectStore(folder);
        api = api(events::add);
    }

    private MockMvcTester api(Events sink) {
        return Api.of(new MigrationsController(
                "m-1", Level.SAMPLE, view, sink, staging, Json.mapper(), CLOCK, Duration.ZERO));
    }

    @Test
    void startsAMigrationAtTheLevelOfTheConfiguration() {
        MvcTestResult answer = api.post().uri(ALL).exchange();

        assertThat(answer).hasStatus(202).hasHeader("Location", ONE);
        assertThat(Api.body(answer)).isEqualTo(Json.mapper().readTree("{\"migration\":\"m-1\",\"run\":42}"));
        assertThat(events).containsExactly(new MigrationRequested("m-1", 42, Command.MIGRATE, Level.SAMPLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"VERIFY\",\"level\":\"COUNTS\"}",
                "{\"command\":\"verify\",\"level\":\"counts\"}",
                "{\"command\":\"VERIFY\",\"level\":\"COUNTS\",\"migration\":\"m-1\"}"
            })
    void startsWhatIsAskedFor(String body) {
        assertThat(api.post().uri(ALL).contentType(MediaType.APPLICATION_JSON).content(body))
                .hasStatus(202);

        assertThat(events).containsExactly(new MigrationRequested("m-1", 42, Command.VERIFY, Level.COUNTS));
    }

    @Test
    void startsNoOtherMigrationThanItsConfigurationDescribes() {
        Api.assertProblem(
                api.post()
                        .uri(ALL)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"migration\":\"m-2\"}")
                        .exchange(),
                400,
                "describes migration m-1, not m-2");
        assertThat(events).isEmpty();
    }

    @Test
    void startsAgainWhatIsFinished() {
        view.accept(Statuses.finished("m-1", 1, Verdict.MISMATCH, null), ++offset);

        assertThat(api.post().uri(ALL)).hasStatus(202);
    }

    @Test
    void startsNothingBesideARun() {
        view.accept(Statuses.running("m-1", 1), ++offset);

        Api.assertProblem(api.post().uri(ALL).exchange(), 409, "migration m-1 is running");
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"command\":\"EXPLODE\"}", "{\"collections\":[\"a\"]}", "{\"level\":7.5}", "nonsense", "[]"})
    void refusesARequestItCannotRead(String body) {
        Api.assertProblem(
                api.post()
                        .uri(ALL)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body)
                        .exchange(),
                400,
                "");
        assertThat(events).isEmpty();
    }

    @Test
    void saysThatTheBrokerDoesNotAnswer() {
        api = api(event -> {
            throw new ProblemException(Problem.Kind.UNREACHABLE, "Kafka at localhost:9092 does not answer");
        });

        Api.assertProblem(api.post().uri(ALL).exchange(), 503, "Kafka at localhost:9092 does not answer");
    }

    @Test
    void tellsNothingOfADefectButWhereToLook() {
        api = api(event -> {
            throw new IllegalStateException("a secret of the code");
        });

        Api.assertProblem(api.post().uri(ALL).exchange(), 500, "log");
    }

    @Test
    void listsMigrations() {
        view.accept(Statuses.running("m-1", 1), ++offset);
        view.accept(Statuses.finished("m-2", 5, Verdict.VERIFIED, null), ++offset);

        JsonNode list = Api.body(api.get().uri(ALL).exchange());

        assertThat(list).hasSize(2);
        assertThat(list.path(0).path("state").asString()).isEqualTo("RUNNING");
        assertThat(list.path(1).path("migration").asString()).isEqualTo("m-2");
        assertThat(list.path(1).path("verdict").asString()).isEqualTo("VERIFIED");
    }

    @Test
    void showsOneMigrationWithItsCollections() {
        view.accept(Statuses.running("m-1", 1), ++offset);
        view.accept(Statuses.collection("m-1", 1, "faces", "DUMPING"), ++offset);

        JsonNode detail = Api.body(api.get().uri(ONE).exchange());

        assertThat(detail.path("migration").path("run").asInt()).isEqualTo(1);
        assertThat(detail.path("collections").path(0).path("source").asString()).isEqualTo("faces");
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE, ONE + "/report"})
    void knowsNoOther(String uri) {
        Api.assertProblem(api.get().uri(uri).exchange(), 404, "there is no migration m-1");
    }

    @Test
    void givesTheReportAsItWasWritten() throws IOException {
        view.accept(Statuses.finished("m-1", 1, Verdict.VERIFIED, null), ++offset);
        report("m-1", Statuses.STARTED);

        assertThat(api.get().uri(ONE + "/report"))
                .hasStatusOk()
                .hasContentType(MediaType.APPLICATION_JSON)
                .bodyText()
                .startsWith("{\"schema\":\"m2m-report/1\",\"migration\":\"m-1\",\"verdict\":\"VERIFIED\"");
    }

    @Test
    void hasNoReportBeforeTheEnd() throws IOException {
        view.accept(Statuses.running("m-1", 1), ++offset);
        report("m-1", Statuses.STARTED);

        Api.assertProblem(api.get().uri(ONE + "/report").exchange(), 404, "no report before it is finished");
    }

    @Test
    void doesNotGiveTheReportOfAnEarlierRun() throws IOException {
        Problem problem = new Problem(Problem.Kind.UNREACHABLE, "the target does not answer");
        view.accept(Statuses.finished("m-1", 2, Verdict.FAILED, problem), ++offset);
        report("m-1", Statuses.STARTED.minusSeconds(99));

        Api.assertProblem(api.get().uri(ONE + "/report").exchange(), 404, "left no report: the target does not answer");
    }

    @Test
    void doesNotGiveTheReportOfAnotherMigration() throws IOException {
        view.accept(Statuses.finished("m-1", 2, Verdict.VERIFIED, null), ++offset);
        report("m-2", Statuses.STARTED);

        Api.assertProblem(api.get().uri(ONE + "/report").exchange(), 404, "left no report");
    }

    @Test
    void saysThatStagingHasNoReport() {
        view.accept(Statuses.finished("m-1", 1, Verdict.VERIFIED, null), ++offset);

        Api.assertProblem(api.get().uri(ONE + "/report").exchange(), 404, "left no report");
    }

    private void report(String migration, Instant startedAt) throws IOException {
        new JsonDocuments(staging, Json.mapper())
                .write(
                        StagingLayout.REPORT,
                        new Report(
                                Report.SCHEMA,
                                migration,
                                Verdict.VERIFIED,
                                "full",
                                startedAt,
                                startedAt,
                                List.of(),
                                List.of(),
                                null,
                                null));
    }
}
