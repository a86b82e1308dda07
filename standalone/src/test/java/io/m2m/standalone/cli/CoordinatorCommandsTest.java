package io.m2m.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage.CleanedStaging;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that speak with a running coordinator. */
class CoordinatorCommandsTest {
    private static final Instant START = Instant.parse("2024-05-01T10:00:00Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final FakeEngine engine = new FakeEngine();
    private final FakeCoordinator coordinator = new FakeCoordinator();

    @TempDir
    private Path folder;

    @Test
    void theStatusIsATable() {
        coordinator.migrations.add(running("m1"));
        coordinator.collections.add(new CollectionStatus(
                "m1",
                1,
                "faces",
                "faces_2",
                "DUMPING",
                List.of(phase("dump", 1, 4, null), phase("load", 0, 4, null)),
                2,
                null,
                null));

        assertThat(run("status")).isZero();

        assertThat(out.toString()).isEqualTo("""
                Migration  m1
                Run        migrate, level full, begun 2024-05-01T10:00:00Z
                State      running, paused for 1 min 40 s
                Remaining  about 5 min 00 s
                Limits     2 imports in flight, staging up to 50 GB, dump at 1.5 MB/s
                Set aside  2 segments that could not be read

                PHASE  DONE  TASKS       ROWS   BYTES  ROWS/S  BYTES/S
                dump    25%    1/4  250/1,000  1.3 MB      25   128 KB
                load     0%    0/4    0/1,000     0 B       -        -

                COLLECTION  TARGET   STATE    DUMP  LOAD  SET ASIDE
                faces       faces_2  dumping   25%    0%          2
                """);
    }

    @Test
    void theStatusOfAFinishedRunHasItsVerdictAndProblem() {
        coordinator.migrations.add(
                finished("m1", Verdict.INCOMPLETE, new Problem(Kind.CANCELLED, "cancelled by hand")));

        assertThat(run("status")).isZero();

        assertThat(out.toString()).contains("State      INCOMPLETE after 50 s", "Problem    cancelled by hand");
    }

    @Test
    void theStatusMayBeJson() {
        coordinator.migrations.add(running("m1"));

        run("status", "-o", "json");

        assertThat(out.toString()).isEqualTo("{\"migration\":\"m1\"}\n");
    }

    @Test
    void theStatusMayBeWatchedToTheEnd() {
        coordinator.migrations.add(finished("m1", Verdict.VERIFIED, null));

        run("status", "--watch");

        assertThat(err.toString()).contains("finished");
        assertThat(out.toString()).contains("State      VERIFIED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "cancel", "retry"})
    void everyVerbIsAskedOfTheOnlyMigrationThereIs(String verb) {
        coordinator.migrations.add(running("m1"));

        assertThat(run(verb)).isZero();

        assertThat(coordinator.asked).containsExactly(verb.toUpperCase(java.util.Locale.ROOT) + " m1");
        assertThat(out.toString()).startsWith("Migration  m1\n");
    }

    @Test
    void oneOfSeveralMigrationsMustBeNamed() {
        coordinator.migrations.add(running("m1"));
        coordinator.migrations.add(running("m2"));

        assertThat(run("pause")).isEqualTo(2);
        assertThat(err.toString()).contains("m1, m2");
        assertThat(coordinator.asked).isEmpty();

        assertThat(run("pause", "m2")).isZero();
        assertThat(coordinator.asked).containsExactly("PAUSE m2");
    }

    @Test
    void aCoordinatorThatHasSeenNothingSaysSo() {
        assertThat(run("status")).isEqualTo(2);
        assertThat(err.toString()).contains("no migration yet").hasLineCount(1);
    }

    @Test
    void theCoordinatorIsTheLocalOneUnlessNamed() {
        coordinator.migrations.add(running("m1"));

        run("status");
        assertThat(coordinator.address)
                .isEqualTo(System.getenv().getOrDefault("M2M_COORDINATOR", "http://127.0.0.1:8080"));

        run("status", "--coordinator", "http://far:1");
        assertThat(coordinator.address).isEqualTo("http://far:1");
    }

    @Test
    void limitsAreShown() {
        coordinator.migrations.add(running("m1"));

        assertThat(run("limits")).isZero();

        assertThat(out.toString()).isEqualTo("Limits     none\n");
        assertThat(coordinator.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --imports 4                              | 4 imports in flight, dump at 5 MB/s
            --imports none                           | dump at 5 MB/s
            --staging 50GB                           | 2 imports in flight, staging up to 50 GB, dump at 5 MB/s
            --dump-rate 1MB/s --load-rate 10MB       | 2 imports in flight, dump at 1 MB/s, load at 10 MB/s
            --dump-rate none                         | 2 imports in flight
            --dump-rate NONE --imports none          | none
            """)
    void oneLimitIsChangedAndTheOthersStay(String options, String after) {
        coordinator.migrations.add(running("m1"));
        coordinator.limits = new Limits(2, null, 5_000_000L, null);

        assertThat(run(("limits " + options).split(" "))).isZero();

        assertThat(out.toString()).isEqualTo("Limits     " + after + "\n");
        assertThat(coordinator.asked).containsExactly("LIMIT m1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--imports 0", "--imports -1", "--imports many", "--staging 0", "--staging big", "--dump-rate -5"
            })
    void aLimitThatIsNoneIsRefused(String options) {
        coordinator.migrations.add(running("m1"));

        assertThat(run(("limits " + options).split(" "))).isEqualTo(2);
        assertThat(coordinator.asked).isEmpty();
    }

    @Test
    void aDeploymentCarriesOutARunWithTheSameEndText() {
        coordinator.migrations.add(running("m1"));
        coordinator.end = () -> new RunEnd(
                finished("m1", Verdict.MISMATCH, null), Optional.of("""
                        {"schema":"m2m-report/1","migration":"m1","verdict":"MISMATCH","level":"full",
                         "startedAt":"2024-05-01T10:00:00Z","collections":[],"phases":[]}"""), "http://far:1/api/v1/migrations/m1/report");

        int exit = run("verify", "--level", "ids", "--coordinator", "http://far:1");

        assertThat(exit).isEqualTo(1);
        assertThat(coordinator.asked).containsExactly("VERIFY ids");
        assertThat(out.toString())
                .startsWith("MISMATCH ")
                .contains("Report:  http://far:1/api/v1/migrations/m1/report");
        assertThat(err.toString()).contains("dump 25%");
        assertThat(engine.command).isNull();
    }

    @Test
    void whatADeploymentCleanedIsSaidHere() {
        coordinator.end = () -> new RunEnd(finished("m1", Verdict.VERIFIED, null), Optional.empty(), "r");

        run("migrate", "--coordinator", "http://far:1");

        assertThat(out.toString()).isEqualTo("Cleaned: Removed 3 objects, 2.5 MB, from staging\n");
    }

    @Test
    void whatToDoNextNamesTheDeployment() {
        coordinator.end = () -> new RunEnd(finished("m1", Verdict.DUMPED, null), Optional.empty(), "r");

        run("dump", "--coordinator", "http://far:1");

        assertThat(out.toString()).contains("Next:    m2m load --coordinator http://far:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--set target.clean=true", "--collections a", "--source-root /a=/b", "--clean"})
    void aDeploymentsConfigurationCannotBeChangedFromHere(String option) {
        assertThat(run(("migrate --coordinator http://far:1 " + option).split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("has its own configuration");
        assertThat(coordinator.asked).isEmpty();
    }

    @Test
    void aConfigurationNamedBesideADeploymentTellsWhichMigrationIsMeant() throws Exception {
        Path config = Files.writeString(folder.resolve("mine.yaml"), "{}");
        coordinator.end = () -> new RunEnd(finished("m1", Verdict.DUMPED, null), Optional.empty(), "r");

        run("dump", "--coordinator", "http://far:1", "--config", config.toString());

        assertThat(coordinator.asked).containsExactly("DUMP - of id-of-mine.yaml");
    }

    private int run(String... arguments) {
        Screen screen = new Screen(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                Clock.fixed(START.plusSeconds(100), ZoneOffset.UTC));
        return Program.commandLine(
                        engine, coordinator, new NoDemo(), (service, properties, ready) -> {}, screen, () -> false)
                .execute(arguments);
    }

    private static MigrationStatus running(String id) {
        return new MigrationStatus(
                id,
                1,
                Command.MIGRATE,
                Level.FULL,
                "RUNNING",
                true,
                List.of(phase("dump", 1, 4, 25.0), phase("load", 0, 4, null)),
                2,
                null,
                null,
                null,
                null,
                new Limits(2, 50_000_000_000L, 1_500_000L, null),
                300L,
                START,
                null);
    }

    private static MigrationStatus finished(String id, Verdict verdict, @Nullable Problem problem) {
        return new MigrationStatus(
                id,
                1,
                Command.MIGRATE,
                Level.FULL,
                "FINISHED",
                false,
                List.of(),
                0,
                verdict,
                problem,
                null,
                verdict == Verdict.VERIFIED ? new CleanedStaging(3, 2_500_000) : null,
                Limits.NONE,
                null,
                START,
                START.plusSeconds(50));
    }

    private static PhaseProgress phase(String name, long done, long of, @Nullable Double rate) {
        return new PhaseProgress(
                name,
                done,
                of,
                done * 250,
                of * 250,
                done * 1_280_000,
                of * 1_280_000,
                rate,
                rate == null ? null : rate * 5120,
                null);
    }
}
