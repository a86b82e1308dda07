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

    @Test
    void saysHowManyRowsDifferAndWhereAllOfThemAre() throws IOException {
        String report = resource("mismatch.json")
                .replaceFirst(
                        "\"different\": \\[]}",
                        "\"different\": [], \"missingRows\": 10000, \"extraRows\": 1, \"differentRows\": 0,"
                                + " \"file\": \".m2m/0a1b2c/verify/test/differences.jsonl\"}");

        assertThat(ReportText.of(ReportReader.read(report)))
                .contains(
                        "      differences  10,000 rows missing, 1 row extra,"
                                + " all of them in .m2m/0a1b2c/verify/test/differences.jsonl of staging\n"
                                + "      missing      id 1, partition _default, segment 1678354366132931001\n",
                        "                   and 9,995 rows more, 2 of them in the report\n"
                                + "      extra        id 9223372036854775806, partition p1\n");
    }

    @Test
    void saysWhichIdsAreRepeatedAndWhereAllOfThemAre() throws IOException {
        String report = resource("mismatch.json")
                .replaceFirst(
                        "\"repeatedIds\": 0",
                        "\"repeatedIds\": 1200, \"repeated\": {\"ids\": 700, \"first\": [{\"id\": \"-7\", \"copies\": 3}],"
                                + " \"file\": \".m2m/0a1b2c/kept-copies/test.jsonl\"}");

        assertThat(ReportText.of(ReportReader.read(report)))
                .contains("      repeated     1,200 ids more than once in the source,"
                        + " all that were kept in .m2m/0a1b2c/kept-copies/test.jsonl of staging\n"
                        + "                   id -7, 3 copies\n");
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
