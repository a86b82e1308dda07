package io.m2m.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.standalone.report.json.ReportReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    @Test
    void saysAVerifiedRunInOneLinePerCollection() throws IOException {
        assertThat(text("verified.json")).isEqualTo(resource("verified.txt"));
    }

    @Test
    void saysWhatIsOutOfTheOrdinaryBelowItsCollection() throws IOException {
        assertThat(text("mismatch.json")).isEqualTo(resource("mismatch.txt"));
    }

    /** What came to its end by a problem need not have compared anything. */
    @Test
    void saysWhatEndedARunAndNothingOfALevel() throws IOException {
        assertThat(text("failed.json")).isEqualTo(resource("failed.txt"));
    }

    private static String text(String report) throws IOException {
        return ReportText.of(ReportReader.read(resource(report)));
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(ReportTextTest.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
