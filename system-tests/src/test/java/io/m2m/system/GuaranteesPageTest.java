package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every promise names its tests, and they exist. */
class GuaranteesPageTest {
    private static final Pattern PROMISE = Pattern.compile("(?m)^\\| .*\\*\\*.* \\| (.*) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    @Test
    void everyPromiseIsHeldByTestsThatExist() throws IOException {
        Set<String> tests = Sources.classes();
        List<String> holders = PROMISE.matcher(Files.readString(Places.page("guarantees.md")))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(holders)
                .hasSizeGreaterThan(10)
                .allSatisfy(cell -> assertThat(named(cell)).isNotEmpty().isSubsetOf(tests));
    }

    /** Tests that a cell of a table names. */
    static List<String> named(String cell) {
        return TEST.matcher(cell)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .toList();
    }
}
