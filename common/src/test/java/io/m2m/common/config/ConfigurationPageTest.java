package io.m2m.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} says what the code does. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\| [^|]+ \\|");

    /** The first three columns of a row. */
    private record Row(String key, String standard, String values) {}

    @Test
    void namesEveryKeyWithItsDefaultAndItsValues() throws IOException {
        List<Row> rows;
        try (Stream<String> lines = Files.lines(PAGE)) {
            rows = lines.map(ROW::matcher)
                    .filter(row -> row.matches())
                    .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
                    .toList();
        }

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(Keys.all().stream()
                        .map(key -> new Row(
                                key.path(),
                                key.standard() == null ? "–" : "`" + key.standard() + "`",
                                key.form().allowed()))
                        .toList());
    }

    @Test
    void hasAVariableOfItsOwnForEveryKey() {
        assertThat(Keys.all()).extracting(Key::variable).doesNotHaveDuplicates();
        assertThat(Keys.find("target.remote.outputDir").orElseThrow().variable())
                .isEqualTo("M2M_TARGET_REMOTE_OUTPUTDIR");
    }

    @Test
    void hasOnlyDefaultsThatItsKeysTake() {
        assertThat(Keys.all())
                .filteredOn(key -> key.standard() != null)
                .allSatisfy(key -> assertThat(key.form().read(key.form().ofText(key.standard())))
                        .isNotNull());
    }
}
