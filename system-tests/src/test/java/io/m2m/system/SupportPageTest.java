package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of the support tables says what it was tried against, and names tests that exist. */
class SupportPageTest {
    @Test
    void everyRowSaysWhatItWasTriedAgainstAndIsHeldByTestsThatExist() throws IOException {
        Set<String> tests = Sources.classes();

        assertThat(rows()).hasSizeGreaterThan(5).allSatisfy(cells -> {
            assertThat(cells.get(cells.size() - 2)).containsPattern("real|emulator|stand-in|files");
            assertThat(GuaranteesPageTest.named(cells.getLast())).isNotEmpty().isSubsetOf(tests);
        });
    }

    /** Of the tables whose last column is "held by". */
    private static List<List<String>> rows() throws IOException {
        return Stream.of(Files.readString(Places.page("support.md")).split("\n\n"))
                .filter(table -> table.contains(" | held by |"))
                .flatMap(table -> table.lines().skip(2))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
                .toList();
    }
}
