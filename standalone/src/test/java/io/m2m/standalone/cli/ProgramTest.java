package io.m2m.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage.CleanedStaging;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.standalone.cli.Engine.MetadataSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
    private static final Instant START = Instant.parse("2024-05-01T10:00:00Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> started = new ArrayList<>();
    private final FakeEngine engine = new FakeEngine();

    private CleanedStaging cleaned;

    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void writeConfig() throws Exception {
        config = Files.writeString(folder.resolve("migration.yaml"), "{}");
    }

    @ParameterizedTest
    @CsvSource({"VERIFIED,0", "DUMPED,0", "LOADED,0", "INCOMPLETE,1", "MISMATCH,1", "FAILED,1"})
    void theVerdictIsTheFirstWordAndDecidesTheExitCode(Verdict verdict, int code) {
        engine.end = () -> end(verdict, null, report(verdict));

        int exit = run("migrate", "--config", config.toString());

        assertThat(exit).isEqualTo(code);
        assertThat(out.toString()).startsWith(verdict + " ");
    }

    @Test
    void afterAMismatchItSaysHowManyRowsDifferAndWhereAllOfThemAre() {
        engine.end = () -> end(Verdict.MISMATCH, null, differing("c"));

        run("verify", "--config", config.toString());

        assertThat(out.toString())
                .contains(
                        "Next:    look at the rows named above: 10,001 in all, of which the report has the first 100 of"
                                + " each kind; all of them are in .m2m/m/verify/c/differences.jsonl of staging\n");
    }

    @Test
    void afterAMismatchOfSeveralCollectionsItPointsToTheFilesNamedAbove() {
        engine.end = () -> end(Verdict.MISMATCH, null, differing("c", "d"));

        run("verify", "--config", config.toString());

        assertThat(out.toString())
                .contains("Next:    look at the rows named above: 20,002 in all")
                .contains("; all of them are in the files of staging named above, one for each collection\n");
    }

    @Test
    void aMismatchWithoutRowsSendsNobodyToLookForThem() {
        engine.end = () -> end(Verdict.MISMATCH, null, report(Verdict.MISMATCH));

        run("verify", "--config", config.toString());

        assertThat(out.toString()).contains("Next:    look at what is named above\n");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aProblemIsOneSentenceOnStandardErrorAndDecidesTheExitCode(Kind kind) {
        engine.end = () -> end(null, new Problem(kind, "the target said no"), null);

        int exit = run("load", "--config", config.toString());

        assertThat(exit).isEqualTo(kind.exitCode());
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo("m2m: the target said no\n");
    }

    @Test
    void aRunWithoutVerdictIsNoSuccess() {
        engine.end = () -> end(null, null, null);

        assertThat(run("migrate", "--config", config.toString())).isEqualTo(4);
    }

    @Test
    void aFailureOfTheEngineIsOneSentence() {
        engine.end = () -> {
            throw new ProblemException(Kind.UNREACHABLE, "Milvus at http://localhost:19530 does not answer; start it");
        };

        assertThat(run("migrate", "--config", config.toString())).isEqualTo(3);
        assertThat(err.toString()).isEqualTo("m2m: Milvus at http://localhost:19530 does not answer; start it\n");
    }

    @Test
    void anUnexpectedFailureShowsItsStackTraceOnlyWhenAsked() {
        engine.end = () -> {
            throw new IllegalStateException("broken");
        };

        assertThat(run("migrate", "--config", config.toString())).isEqualTo(4);
        assertThat(err.toString()).contains("broken").doesNotContain("\tat ");

        assertThat(run("migrate", "--verbose", "--config", config.toString())).isEqualTo(4);
        assertThat(err.toString()).contains("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "migrat",
                "migrate --confg x",
                "migrate --config",
                "migrate --log-format xml",
                "verify --level most",
                "export -o x",
                "export -s a -m b -o x",
                "export -s a",
                "export --tables a -s b -o x",
                "export --tables a -m b -o x",
                "export -s a --binary b -o x",
                "export --tables a --metric b -o x"
            })
    void aWrongCommandLineIsAUsageError(String line) {
        int exit = run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(exit).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("m2m: ").contains("--help");
    }

    @Test
    void aMissingConfigurationIsNamed() {
        int exit = run("migrate", "--config", folder.resolve("none.yaml").toString());

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("none.yaml").hasLineCount(1);
        assertThat(engine.command).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"migrate", "plan"})
    void aReportThatCouldNotBeWrittenIsRefusedBeforeAnythingIsDone(String command) {
        String nowhere = folder.resolve("missing/report.json").toString();

        int exit = run(command, "--config", config.toString(), "--report", nowhere);

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains(nowhere);
        assertThat(engine.config).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clean", "serve"})
    void aCommandWithoutAReportTakesNoFileForIt(String command) {
        int exit = run(command, "--config", config.toString(), "--report", "report.json");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("--report");
        assertThat(engine.config).isNull();
    }

    @Test
    void theReportIsCopiedAsItIs() {
        String report = report(Verdict.MISMATCH);
        engine.end = () -> end(Verdict.MISMATCH, null, report);
        Path copy = folder.resolve("copy.json");

        run("verify", "--config", config.toString(), "--report", copy.toString());

        assertThat(copy).hasContent(report);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theReportOfARunThatAProblemEndedIsCopiedAndTheProblemDecidesTheExitCode(Kind kind) {
        String report = report(Verdict.FAILED);
        engine.end = () -> end(Verdict.FAILED, new Problem(kind, "the target said no"), report);
        Path copy = folder.resolve("copy.json");

        int exit = run("migrate", "--config", config.toString(), "--report", copy.toString());

        assertThat(exit).isEqualTo(kind.exitCode());
        assertThat(copy).hasContent(report);
        assertThat(out.toString()).startsWith("FAILED ");
        assertThat(err.toString()).isEqualTo("m2m: the target said no\n");
    }

    @Test
    void optionsReachTheEngine() {
        engine.end = () -> end(Verdict.VERIFIED, null, report(Verdict.VERIFIED));

        run(
                "verify",
                "--level=ids",
                "--config",
                config.toString(),
                "--collections=a,b",
                "--set",
                "target.clean=true",
                "--set=verify.sample=5",
                "--source-root",
                "/var/lib/milvus=/mnt/copy",
                "--source-root=/ssd=/mnt/ssd");

        assertThat(engine.command).isEqualTo(Command.VERIFY);
        assertThat(engine.level).contains(Level.IDS);
        assertThat(engine.config.assignments())
                .containsOnly(
                        Map.entry("collections", "a,b"),
                        Map.entry("target.clean", "true"),
                        Map.entry("verify.sample", "5"),
                        Map.entry("source.moved./var/lib/milvus", "/mnt/copy"),
                        Map.entry("source.moved./ssd", "/mnt/ssd"));
    }

    @ParameterizedTest
    @CsvSource({"migrate,MIGRATE", "start,MIGRATE", "dump,DUMP", "load,LOAD", "verify,VERIFY"})
    void everyCommandAsksForItself(String name, Command command) {
        engine.end = () -> end(Verdict.VERIFIED, null, report(Verdict.VERIFIED));

        run(name, "--config", config.toString());

        assertThat(engine.command).isEqualTo(command);
    }

    @Test
    void progressGoesToStandardError() {
        engine.statuses = List.of(status("DUMPING", null, null));
        engine.end = () -> end(Verdict.VERIFIED, null, report(Verdict.VERIFIED));

        run("migrate", "--config", config.toString());

        assertThat(err.toString()).contains("dump 50% (500 of 1,000 rows)");
        assertThat(out.toString()).doesNotContain("50%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "plan", "clean", "serve", "service", "status", "limits", "pause", "demo"})
    void everyCommandTakesTheOptionsAboutWhatIsShown(String command) {
        assertThat(run(command, "--no-progress", "--quiet", "--verbose", "--log-format", "text", "--help"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-progress", "--quiet"})
    void progressCanBeSilenced(String option) {
        engine.statuses = List.of(status("DUMPING", null, null));
        engine.end = () -> end(Verdict.VERIFIED, null, report(Verdict.VERIFIED));

        run("migrate", option, "--config", config.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).startsWith("VERIFIED");
    }

    @Test
    void aPlanWithAnObstaclePrintsBoth() {
        Problem full = new Problem(Kind.CONFIGURATION, "collection test is on the target already");
        engine.plan = () -> new PlanEnd("1 collection\n", "{\"problem\":\"full\"}", Optional.of(full), false);
        Path report = folder.resolve("plan.json");

        int exit = run("plan", "--config", config.toString(), "--report", report.toString());

        assertThat(exit).isEqualTo(2);
        assertThat(out.toString()).isEqualTo("1 collection\n");
        assertThat(err.toString()).isEqualTo("m2m: collection test is on the target already\n");
        assertThat(report).hasContent("{\"problem\":\"full\"}");
    }

    @Test
    void exportPrintsTheFileItWrote() {
        int exit = run("export", "-m", "root:secret@tcp(db:3306)/milvus", "-o", folder.toString());

        assertThat(exit).isZero();
        assertThat(engine.metadata).isInstanceOf(MetadataSource.MySql.class);
        assertThat(out.toString()).isEqualTo(folder.resolve("meta.json") + "\n");
        assertThat(engine.metadata.toString()).doesNotContain("secret");
    }

    @Test
    void exportFromTablesPrintsWhatItGuessedAndTheFileItWrote() {
        String line = "export --tables t --binary a,b --metric c=IP --partition 17=c/x -o " + folder;

        int exit = run(line.split(" "));

        assertThat(exit).isZero();
        assertThat(engine.metadata)
                .isEqualTo(new MetadataSource.Tables(
                        Path.of("t"), Set.of("a", "b"), Map.of("c", "IP"), Map.of("17", "c/x")));
        assertThat(out.toString()).isEqualTo("guesses\n\n" + folder.resolve("meta.json") + "\n");
    }

    @Test
    void exportFromTwoPlacesIsRefusedInOneSentence() {
        run("export", "--tables", "a", "-s", "b", "-o", "x");

        assertThat(err.toString())
                .startsWith(
                        "m2m: export reads from one of -m DSN, -s META.SQLITE and --tables DIR, but -s and --tables are"
                                + " given; name exactly one\n");
    }

    @Test
    void cleanSaysWhatItRemoved() {
        int exit = run("clean", "--force", "--config", config.toString());

        assertThat(exit).isZero();
        assertThat(engine.forced).isTrue();
        assertThat(out.toString()).isEqualTo("Removed 3 objects, 2.5 MB, from /staging\n");
    }

    @Test
    void cleaningAfterARunIsAskedForByAnOption() {
        engine.end = () -> end(Verdict.VERIFIED, null, report(Verdict.VERIFIED));

        run("migrate", "--clean", "--config", config.toString());

        assertThat(engine.config.assignments()).containsOnly(Map.entry("target.clean", "true"));
    }

    @Test
    void aRunThatCleanedSaysWhatItRemoved() {
        cleaned = new CleanedStaging(3, 2_500_000);
        engine.end = () -> end(Verdict.VERIFIED, null, report(Verdict.VERIFIED));

        int exit = run("verify", "--config", config.toString());

        assertThat(exit).isZero();
        assertThat(out.toString()).endsWith("Cleaned: Removed 3 objects, 2.5 MB, from staging\n");
    }

    @Test
    void whatCouldNotBeCleanedIsVerifiedAllTheSame() {
        engine.end = () -> end(
                Verdict.VERIFIED, new Problem(Kind.UNREACHABLE, "staging was not cleaned"), report(Verdict.VERIFIED));

        int exit = run("migrate", "--clean", "--config", config.toString());

        assertThat(exit).isEqualTo(3);
        assertThat(out.toString()).startsWith("VERIFIED ");
        assertThat(err.toString()).isEqualTo("m2m: staging was not cleaned\n");
    }

    @Test
    void aServiceGetsItsPropertiesAsTheyAre() {
        int exit = run(
                "service",
                "dumper",
                "--config",
                config.toString(),
                "--set",
                "dumper.worker.limit=2",
                "--m2m.kafka.client.ssl.protocol=TLSv1.3",
                "--server.port=0");

        assertThat(exit).isZero();
        assertThat(started)
                .containsExactlyInAnyOrder(
                        "dumper",
                        "--m2m.config=" + config,
                        "--m2m.set[dumper.worker.limit]=2",
                        "--m2m.kafka.client.ssl.protocol=TLSv1.3",
                        "--server.port=0");
        assertThat(err.toString()).contains("http://127.0.0.1:8081");
    }

    @Test
    void aServiceTakesNoStrayArgument() {
        assertThat(run("service", "dumper", "--port", "8081")).isEqualTo(2);
        assertThat(err.toString()).contains("--port");
        assertThat(run("service", "baker")).isEqualTo(2);
        assertThat(err.toString()).contains("coordinator, dumper, loader, verifier");
    }

    @Test
    void theVersionNamesTheCommit() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("m2m \\S+ \\(commit \\w+.*\\)\\s+");
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : List.of(
                "export", "plan", "dump", "load", "verify", "migrate", "status", "pause", "resume", "cancel", "retry",
                "limits", "clean", "serve", "service", "demo")) {
            assertThat(run(command, "--help")).isZero();
            assertThat(out.toString()).contains("Usage: m2m " + command);
        }
        assertThat(err.toString()).isEmpty();
    }

    private int run(String... arguments) {
        Screen screen = new Screen(
                new PrintWriter(out, true), new PrintWriter(err, true), false, Clock.fixed(START, ZoneOffset.UTC));
        Demo none = new NoDemo();
        Fleet fleet = (service, properties, ready) -> {
            started.add(service.name());
            started.addAll(properties);
            ready.accept("http://127.0.0.1:8081");
        };
        return Program.commandLine(engine, new FakeCoordinator(), none, fleet, screen, () -> false)
                .execute(arguments);
    }

    private RunEnd end(Verdict verdict, Problem problem, String report) {
        return new RunEnd(status("DONE", verdict, problem), Optional.ofNullable(report), "/staging/report.json");
    }

    private MigrationStatus status(String state, Verdict verdict, Problem problem) {
        PhaseProgress dump = new PhaseProgress("dump", 1, 2, 500, 1000, 1_000_000, 2_000_000, null, null, null);
        return new MigrationStatus(
                "m",
                1,
                Command.MIGRATE,
                Level.FULL,
                state,
                false,
                List.of(dump),
                0,
                verdict,
                problem,
                null,
                verdict == Verdict.VERIFIED ? cleaned : null,
                Limits.NONE,
                null,
                START,
                START);
    }

    private static String report(Verdict verdict) {
        return """
                {"schema":"m2m-report/1","migration":"m","verdict":"%s","level":"full",
                 "startedAt":"2024-05-01T10:00:00Z","collections":[],"phases":[]}""".formatted(verdict);
    }

    /** 10,000 rows missing and one too many in each collection, one of each named. */
    private static String differing(String... collections) {
        return """
                {"schema":"m2m-report/1","migration":"m","verdict":"MISMATCH","level":"full",
                 "startedAt":"2024-05-01T10:00:00Z","phases":[],"collections":[%s]}""".formatted(Stream.of(collections).map("""
                        {"source":"%1$s","target":"%1$s","vectorType":"FLOAT","dim":4,"metric":"L2","verdict":"MISMATCH",
                         "sourceRows":10000,"deletedRows":0,"liveRows":10000,"targetRows":1,
                         "fingerprint":{},"idFingerprint":{},"partitions":[],"quarantined":[],"renamed":[],
                         "repeatedIds":0,"skippedRows":0,"differences":{
                          "missing":[{"id":"1","partition":"_default","segment":"s"}],
                          "extra":[{"id":"-1","partition":"_default"}],"different":[],
                          "missingRows":10000,"extraRows":1,"differentRows":0,
                          "file":".m2m/m/verify/%1$s/differences.jsonl"}}"""::formatted).collect(Collectors.joining(",")));
    }
}
