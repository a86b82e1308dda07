package io.m2m.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.message.Command;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Level;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.standalone.cli.CleanEnd;
import io.m2m.standalone.cli.ConfigChoice;
import io.m2m.standalone.cli.Engine.MetadataSource;
import io.m2m.standalone.cli.ExportEnd;
import io.m2m.standalone.cli.PlanEnd;
import io.m2m.standalone.cli.RunEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneProcessTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

    private final List<String> closed = new ArrayList<>();

    @TempDir
    private Path staging;

    private FakeDeployment deployment;

    @BeforeEach
    void writeReport() throws IOException {
        Files.writeString(staging.resolve("report.json"), "{}");
        deployment = new FakeDeployment(staging, NOW, () -> closed.add("services"));
    }

    @Test
    void asksForTheRunAndReturnsItsEndWithTheReport() throws Exception {
        RunEnd end = run(Command.DUMP, Optional.empty());

        assertThat(deployment.published)
                .containsExactly(new MigrationRequested("m", NOW.toEpochMilli(), Command.DUMP, Level.SAMPLE));
        assertThat(end.report()).contains("{}");
        assertThat(end.reportLocation()).endsWith("/report.json");
    }

    @Test
    void theCommandLineDecidesTheLevel() throws Exception {
        run(Command.VERIFY, Optional.of(Level.COUNTS));

        assertThat(deployment.published)
                .containsExactly(new MigrationRequested("m", NOW.toEpochMilli(), Command.VERIFY, Level.COUNTS));
    }

    @Test
    void doesNotPassOffTheReportOfAnEarlierRun() throws Exception {
        deployment.verdict = null;

        assertThat(run(Command.DUMP, Optional.empty()).report()).isEmpty();
    }

    @Test
    void aRunThatAProblemEndedHasItsSentenceAndItsReport() throws Exception {
        deployment.verdict = Verdict.FAILED;
        deployment.reported = true;

        RunEnd end = run(Command.DUMP, Optional.empty());

        assertThat(end.status().problem().sentence()).isEqualTo("the target said no");
        assertThat(end.report()).contains("{}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatEndedTheRunOutweighsThatThereIsNoReport(boolean reported) throws Exception {
        Files.delete(staging.resolve("report.json"));
        deployment.verdict = Verdict.FAILED;
        deployment.reported = reported;

        RunEnd end = run(Command.DUMP, Optional.empty());

        assertThat(end.status().problem().sentence()).isEqualTo("the target said no");
        assertThat(end.report()).isEmpty();
    }

    @Test
    void doesNotPassOffAnEarlierReportForOneOfARunThatLeftNone() throws Exception {
        deployment.verdict = Verdict.FAILED;
        deployment.reported = false;

        assertThat(run(Command.DUMP, Optional.empty()).report()).isEmpty();
    }

    @Test
    void aVerdictWithoutReadableReportIsAFailure() throws Exception {
        Files.delete(staging.resolve("report.json"));

        assertThatThrownBy(() -> run(Command.DUMP, Optional.empty()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("report.json");
    }

    @Test
    void closesServicesBeforeTheBroker() throws Exception {
        run(Command.DUMP, Optional.empty());

        assertThat(closed).endsWith("services", "broker");
    }

    @Test
    void startsNoBrokerForAConfigurationThatCannotBeUsed() {
        deployment.refusal = new ProblemException(Kind.CONFIGURATION, "unknown key");

        assertThatThrownBy(() -> run(Command.DUMP, Optional.empty())).isSameAs(deployment.refusal);
        assertThat(closed).isEmpty();
    }

    private static CleanEnd clean(ConfigChoice choice, boolean force) {
        throw new IllegalStateException("not asked for");
    }

    private RunEnd run(Command command, Optional<Level> level) throws InterruptedException {
        OneProcess process = new OneProcess(
                new FakeBrokers(),
                deployment,
                new NoPreflight(),
                OneProcessTest::clean,
                Clock.fixed(NOW, ZoneOffset.UTC));
        ConfigChoice config = new ConfigChoice(Path.of("migration.yaml"), Map.of());
        return process.run(command, level, config, status -> {});
    }

    private final class FakeBrokers implements Broker.Starter {
        @Override
        public Broker passing() {
            return new Broker() {
                @Override
                public String bootstrapServers() {
                    return "127.0.0.1:1";
                }

                @Override
                public void close() {
                    closed.add("broker");
                }
            };
        }

        @Override
        public Broker lasting(Path folder) {
            throw new IllegalStateException("a command keeps no broker");
        }
    }

    private static final class NoPreflight implements Preflight {
        @Override
        public PlanEnd plan(ConfigChoice choice) {
            throw new IllegalStateException("not asked for");
        }

        @Override
        public ExportEnd export(MetadataSource source, Path folder) {
            throw new IllegalStateException("not asked for");
        }
    }
}
