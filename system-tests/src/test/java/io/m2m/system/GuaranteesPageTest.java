package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every promise names its tests, and they exist. */
class GuaranteesPageTest {
    private static final Pattern PROMISE = Pattern.compile("(?m)^\\| .*\\*\\*.* \\| (.*) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    @Test
    void everyPromiseIsHeldByTestsThatExist() throws IOException {
        Set<String> tests = tests();
        List<String> holders = PROMISE.matcher(Files.readString(Places.page("guarantees.md")))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(holders)
                .hasSizeGreaterThan(10)
                .allSatisfy(cell -> assertThat(named(cell)).isNotEmpty().isSubsetOf(tests));
    }

    private static List<String> named(String cell) {
        return TEST.matcher(cell)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .toList();
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.find(
                Places.program().getParent(),
                12,
                (file, attributes) -> file.toString().matches(".*/src/test/java/.*(Test|IT)\\.java"))) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
