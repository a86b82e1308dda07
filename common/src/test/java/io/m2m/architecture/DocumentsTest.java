package io.m2m.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a page for readers of the code names is there: every file, every link, every class in backticks. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern QUOTED = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)[^)]*\\)");
    /** A file or folder of the repository: more than one part, or the end of a source file. */
    private static final Pattern FILE = Pattern.compile("[\\w.-]+(/[\\w.-]+)+/?|[\\w-]+\\.(md|java|xml)");

    private static final Pattern TYPE_NAME = Pattern.compile("([A-Z][a-z0-9]+){2,}[A-Z]*");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|interface|record|enum) (\\w+)");

    static Stream<Path> pages() throws IOException {
        return Stream.concat(
                Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/messages.md")
                        .map(ROOT::resolve),
                markdown(ROOT.resolve("docs/decisions")).stream());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nameFilesThatExist(Path page) throws IOException {
        assertThat(quoted(page).filter(text -> FILE.matcher(text).matches()))
                .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linkToFilesThatExist(Path page) throws IOException {
        assertThat(LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nameTypesThatExist(Path page) throws IOException {
        Set<String> types = declaredTypes();

        assertThat(quoted(page).filter(text -> TYPE_NAME.matcher(text).matches()))
                .isSubsetOf(types);
    }

    @Test
    void listEveryModule() throws IOException {
        List<String> modules = Pattern.compile("<module>(.+)</module>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .toList();

        assertThat(Files.readAllLines(ROOT.resolve("README.md")).stream()
                        .dropWhile(line -> !line.startsWith("| module"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .map(line -> line.split("`")[1]))
                .containsExactlyElementsOf(modules);
    }

    private static Stream<String> quoted(Path page) throws IOException {
        String prose = FENCED.matcher(Files.readString(page)).replaceAll("");
        return QUOTED.matcher(prose).results().map(text -> text.group(1));
    }

    private static List<Path> markdown(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static Set<String> declaredTypes() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(DocumentsTest::typesIn)
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> typesIn(Path source) {
        try {
            return DECLARED.matcher(Files.readString(source)).results().map((MatchResult type) -> type.group(1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
