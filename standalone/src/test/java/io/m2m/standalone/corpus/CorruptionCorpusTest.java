package io.m2m.standalone.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.config.ConfigLoader;
import io.m2m.standalone.cli.Program;
import io.m2m.standalone.cli.Screen;
import io.m2m.standalone.direct.Configurations;
import io.m2m.standalone.direct.Preflights;
import io.m2m.standalone.process.OneProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input of {@code corruptions.txt} is answered by its exit code and its sentence, and the source stays as it was. */
class CorruptionCorpusTest {
    /** Issue text: at least so many. */
    private static final int AT_LEAST = 150;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.m2m.standalone.corpus.Corruption#all")
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isAnsweredByItsExitCodeAndItsSentence(Corruption input) throws Exception {
        DamagedStore store = DamagedStore.copy(folder.toRealPath());
        for (String step : input.damage()) {
            store.damage(step);
        }
        SortedMap<String, String> before = store.listing();

        int code = run(store, input.command());

        String said = "exit " + code + "\n" + out + err;
        assertThat(code).as(said).isEqualTo(input.code());
        assertThat((out.toString() + err).lines())
                .as(said)
                .anySatisfy(line -> assertThat(line).contains(input.sentences()));
        assertThat(out.toString() + err).as(said).doesNotContain("\tat ").doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]");
        assertThat(withoutCauses(out.toString() + err)).as(said).doesNotContain("Exception", "java.", "io.m2m");
        assertThat(err.toString().lines()).as(said).hasSize(input.code() == 2 ? 1 : 0);
        if (input.rows() >= 0) {
            assertThat(out.toString()).as(said).contains(String.format(", %,d rows with deleted ones", input.rows()));
        }
        assertThat(store.listing()).isEqualTo(before);
    }

    @Test
    void theCorpusIsLargeAndNamesNoInputTwice() {
        List<String> names = Corruption.all().map(Corruption::name).toList();

        assertThat(names).hasSizeGreaterThanOrEqualTo(AT_LEAST).doesNotHaveDuplicates();
    }

    /** A cause stands in parentheses behind the sentence. */
    private static String withoutCauses(String text) {
        return text.replaceAll("\\([^()\\n]*\\)", "()");
    }

    private int run(DamagedStore store, String command) {
        Configurations configurations = new Configurations(new ConfigLoader(Map.of()));
        OneProcess engine = new OneProcess(null, null, new Preflights(configurations), null, Clock.systemUTC());
        String[] arguments = command.equals("export")
                ? new String[] {
                    "export",
                    "-s",
                    store.folder() + "/db/meta.sqlite",
                    "-o",
                    folder.resolveSibling("exported").toString()
                }
                : (command + " --config " + store.configuration()).split(" ");
        Screen screen = new Screen(new PrintWriter(out, true), new PrintWriter(err, true), false, Clock.systemUTC());
        return Program.commandLine(engine, null, null, null, screen, () -> false)
                .execute(arguments);
    }
}
