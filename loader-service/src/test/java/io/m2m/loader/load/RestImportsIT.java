package io.m2m.loader.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.config.Secret;
import io.m2m.common.config.TlsConfig;
import io.m2m.common.json.Json;
import io.m2m.common.json.JsonDocuments;
import io.m2m.common.metrics.Dependency;
import io.m2m.common.milvus2.MilvusRest;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.VectorType;
import io.m2m.common.schema.ServerVersion;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.loader.milvus2.ImportJobsStandIn;
import io.m2m.loader.milvus2.RealServer;
import io.m2m.loader.milvus2.RestImports;
import io.m2m.loader.milvus2.StandInLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Import jobs of REST v2 keep to the contract, against a stand-in of each line of servers that has them. */
@ParameterizedClass
@MethodSource("lines")
final class RestImportsIT extends ImportsContract {
    @Parameter
    private StandInLine line;

    private final TestClock clock = new TestClock();
    private final FakeTarget target = new FakeTarget();
    private @Nullable ImportJobsStandIn standIn;
    private @Nullable RestImports imports;

    static Stream<StandInLine> lines() {
        return Stream.of(
                StandInLine.V2_4_0,
                StandInLine.V2_4_17,
                StandInLine.V2_5_27,
                StandInLine.V2_6_23,
                StandInLine.V2_6_24,
                StandInLine.V3_0_2);
    }

    @Override
    protected TargetServer server() {
        return target;
    }

    @Override
    protected Imports imports() {
        if (imports == null) {
            imports = imports(null, null);
        }
        return imports;
    }

    private ImportJobsStandIn standIn() {
        if (standIn == null) {
            standIn = new ImportJobsStandIn(line, target, target);
        }
        return standIn;
    }

    private RestImports imports(@Nullable String username, @Nullable String token) {
        return new RestImports(
                new MilvusRest(config(standIn().url(), username, token)), ServerVersion.parse(line.version()));
    }

    private static Milvus2xConfig config(String url, @Nullable String username, @Nullable String token) {
        Milvus2xConfig plain = RealServer.config(url, new IndexChoice.FromSource(), IfExists.FAIL);
        return new Milvus2xConfig(
                url,
                username,
                username == null ? null : Secret.of("secret"),
                token == null ? null : Secret.of(token),
                null,
                TlsConfig.off(),
                Map.of(),
                plain.names(),
                "id",
                "data",
                null,
                plain.index(),
                plain.ifExists(),
                Milvus2xConfig.ImportWay.REST);
    }

    @AfterEach
    void stop() {
        if (imports != null) {
            imports.close();
        }
        standIn().close();
    }

    @Test
    void tellsNoFilesBeforeTheServerHasScannedThem() {
        standIn().hold(true);

        submit(files(1, ROWS));

        assertThat(imports().into(name)).singleElement().satisfies(job -> {
            assertThat(job.open()).isTrue();
            assertThat(job.anonymous()).isTrue();
        });
    }

    @Test
    void isUnreachableWhenTheServerHasEnoughJobs() {
        assumeTrue(line.jobLimit() > 0);
        standIn().fill(true);

        assertFailure(Kind.UNREACHABLE, "number of jobs has reached the limit");
    }

    @Test
    void isUnreachableWhenTheServerAnswersWithAnHttpStatusOfItsOwn() {
        standIn().refuse(1, 503);

        assertFailure(Kind.UNREACHABLE, "HTTP status 503");
    }

    @Test
    void isUnreachableWhenTheAnswerIsLost() {
        standIn().loseAnswer();

        assertFailure(Kind.UNREACHABLE, "does not answer while an import into collection " + name);
    }

    @Test
    void isRefusedWithoutTheCredentials() {
        standIn().want("root:secret");

        assertFailure(Kind.REFUSED, "refuses the credentials");
    }

    private void assertFailure(Kind kind, String words) {
        List<String> files = files(1, ROWS);

        assertThatThrownBy(() -> submit(files))
                .isInstanceOfSatisfying(ProblemException.class, failed -> {
                    assertThat(failed.problem().kind()).isEqualTo(kind);
                    assertThat(failed.retryable() ? Dependency.of(failed) : Dependency.MILVUS)
                            .isEqualTo(Dependency.MILVUS);
                })
                .hasMessageContaining(words)
                .hasMessageContaining(standIn().url());
    }

    @Test
    void isHeardWithUserAndPassword() {
        standIn().want("root:secret");
        imports = imports("root", null);

        assertThat(ended(submit(files(1, ROWS))).rows()).isEqualTo(ROWS);
    }

    @Test
    void isHeardWithAToken() {
        standIn().want("t-1");
        imports = imports(null, "t-1");

        assertThat(ended(submit(files(1, ROWS))).rows()).isEqualTo(ROWS);
    }

    @Test
    void importsOnceWhenTheAnswerIsLostAndTheProcessDies() throws Exception {
        List<String> files = files(1, ROWS);
        standIn().loseAnswer();
        assertThatThrownBy(() -> course(files).begin()).isInstanceOf(ProblemException.class);

        assertThat(through(course(files))).isEqualTo(ROWS);

        assertThat(standIn().groupsOfJobs()).containsExactly(1);
        assertThat(target.heldRows(name, "_default")).isEqualTo(ROWS);
    }

    @Test
    void importsOnceWhenTheJobShowsItsFilesLate() throws Exception {
        List<String> files = files(1, ROWS);
        standIn().hold(true);
        standIn().loseAnswer();
        assertThatThrownBy(() -> course(files).begin()).isInstanceOf(ProblemException.class);
        ImportCourse course = course(files);
        Next first = course.begin();
        assertThat(first).isInstanceOf(Next.Wait.class);

        standIn().hold(false);

        assertThat(through(course, first)).isEqualTo(ROWS);
        assertThat(standIn().groupsOfJobs()).containsExactly(1);
    }

    @Test
    void importsOnceWhenTheServerForgetsTheJobBeforeItsEndIsSeen() throws Exception {
        List<String> files = files(1, ROWS);
        ImportCourse course = course(files);
        course.begin();
        ended(course.job());
        standIn().forgetEnded();

        clock.pass(Duration.ofHours(50));

        assertThat(through(course(files))).isEqualTo(ROWS);
        assertThat(standIn().groupsOfJobs()).containsExactly(1);
        assertThat(target.heldRows(name, "_default")).isEqualTo(ROWS);
    }

    private ImportCourse course(List<String> files) throws IOException {
        Documents documents = new JsonDocuments(new LocalObjectStore(folder), Json.mapper());
        StagedTask task = task(files);
        try (Documents.LineWriter plan = documents.writeLines(StagingLayout.tasks(task.migration()))) {
            plan.write(new DumpPlan(task.name(), "a", "_default", VectorType.FLOAT, DIM, ROWS, 0, List.of()));
            plan.commit();
        }
        return new ImportCourse(task, imports(), target, documents, clock);
    }

    private long through(ImportCourse course) throws Exception {
        return through(course, course.begin());
    }

    /** The server's time is real, the course's is not. */
    private long through(ImportCourse course, Next first) throws Exception {
        Next next = first;
        Instant end = Instant.now().plusSeconds(60);
        while (next instanceof Next.Wait wait) {
            assertThat(Instant.now()).isBefore(end);
            clock.pass(wait.duration());
            Thread.sleep(20);
            next = course.step();
        }
        return ((Next.Done) next).rows();
    }
}
