package io.m2m.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoActionTest {
    private static final Instant START = Instant.parse("2024-05-01T10:00:00Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final FakeEngine engine = new FakeEngine();
    private final FakeCoordinator coordinator = new FakeCoordinator();
    private boolean closed;

    @TempDir
    private Path folder;

    @BeforeEach
    void endVerified() {
        engine.end = DemoActionTest::verified;
        coordinator.end = DemoActionTest::verified;
    }

    @Test
    void showsARunOfThisProcess() {
        Path report = folder.resolve("report.json");

        assertThat(run("demo", "--report", report.toString())).isZero();

        assertThat(engine.command).isEqualTo(Command.MIGRATE);
        assertThat(out.toString()).startsWith("VERIFIED ").contains("m2m demo --keep");
        assertThat(report).content().contains("m2m-report/1");
        assertThat(coordinator.asked).isEmpty();
        assertThat(closed).isTrue();
    }

    @Test
    void keepsAPageThatHasTheRun() {
        run("demo", "--keep", "--listen", "8123");

        assertThat(coordinator.address).isEqualTo("http://127.0.0.1:8123");
        assertThat(coordinator.asked).containsExactly("MIGRATE -");
        assertThat(engine.command).isNull();
        assertThat(engine.config.file()).isEqualTo(folder.resolve("migration.yaml"));
        assertThat(out.toString())
                .startsWith("VERIFIED ")
                .contains("Page:    http://127.0.0.1:8123", "Target:  http://127.0.0.1:19530");
        assertThat(err.toString()).contains("stay up until Ctrl-C");
    }

    private int run(String... arguments) {
        Screen screen = new Screen(
                new PrintWriter(out, true), new PrintWriter(err, true), false, Clock.fixed(START, ZoneOffset.UTC));
        return Program.commandLine(
                        engine, coordinator, new TwoFiles(), (service, properties, ready) -> {}, screen, () -> false)
                .execute(arguments);
    }

    private static RunEnd verified() {
        MigrationStatus status = new MigrationStatus(
                "m",
                1,
                Command.MIGRATE,
                Level.FULL,
                "FINISHED",
                false,
                List.of(),
                0,
                Verdict.VERIFIED,
                null,
                true,
                null,
                Limits.NONE,
                null,
                START,
                START);
        return new RunEnd(status, Optional.of("""
                        {"schema":"m2m-report/1","migration":"m","verdict":"VERIFIED","level":"full",
                         "startedAt":"2024-05-01T10:00:00Z","collections":[],"phases":[]}"""), "/staging/report.json");
    }

    /** A stage of names only. */
    private final class TwoFiles implements Demo {
        @Override
        public Stage open(Consumer<String> say) {
            return new Stage() {
                @Override
                public Path config() {
                    return folder.resolve("migration.yaml");
                }

                @Override
                public Path source() {
                    return folder.resolve("db");
                }

                @Override
                public String target() {
                    return "http://127.0.0.1:19530";
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }

        @Override
        public Stage rehearse() {
            throw new IllegalStateException("no rehearsal here");
        }
    }
}
