package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RemoteCallsPageTest {
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)`");

    @Test
    void namesClassesThatAreThere() throws IOException {
        Set<String> named = CLASS.matcher(Files.readString(Places.page("remote-calls.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(20).isSubsetOf(Sources.classes());
    }
}
