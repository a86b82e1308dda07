package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The alert rules by their judge, {@code promtool}: they are understood, and each fires when it should and not before. */
class AlertRulesIT {
    private static final Path TESTS = Monitoring.DEPLOY.resolve("prometheus/tests/m2m.yml");

    private final Path folder = Places.fresh("alert-rules");

    @Test
    void areUnderstood() {
        Ended checked = promtool("check", "rules", Monitoring.RULES.toString());

        assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
    }

    @Test
    void fireWhenTheyShouldAndNotBefore() {
        Ended tested = promtool("test", "rules", TESTS.toString());

        assertThat(tested.code()).as(tested.out() + tested.err()).isZero();
    }

    @Test
    void haveATestEach() throws IOException {
        String tests = Files.readString(TESTS);

        assertThat(Monitoring.alerts()).allSatisfy(alert -> assertThat(tests).contains("alertname: " + alert.name()));
    }

    @Test
    void theirJudgeSeesAnAlertThatNeverFires() throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Files.createDirectories(folder.resolve("tests"));
        Files.writeString(
                folder.resolve("rules/m2m.yml"),
                Files.readString(Monitoring.RULES)
                        .replace("m2m_quarantined_segments) > 0", "m2m_quarantined_segments) > 9"));
        Path tests = Files.copy(TESTS, folder.resolve("tests/m2m.yml"));

        Ended tested = promtool("test", "rules", tests.toString());

        assertThat(tested.code()).isNotZero();
        assertThat(tested.out() + tested.err()).contains("M2mSegmentsQuarantined");
    }

    private Ended promtool(String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        return Commands.start(folder, Map.of(), command).end();
    }
}
