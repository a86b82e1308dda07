package io.m2m.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.model.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code README.md} lists the commands and exit codes there are. */
class ReadmeTest {
    private static final Path PAGE = Path.of("..", "README.md");

    @Test
    void listsEveryCommandInTheOrderOfTheHelp() throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandLine program = Program.commandLine(
                new FakeEngine(),
                new FakeCoordinator(),
                new NoDemo(),
                (service, properties, ready) -> {},
                new Screen(nowhere, nowhere, false, Clock.systemUTC()),
                () -> false);

        assertThat(firstCells("| command"))
                .containsExactlyElementsOf(program.getSubcommands().values().stream()
                        .distinct()
                        .filter(command ->
                                !command.getCommandSpec().usageMessage().hidden())
                        .map(command -> "`m2m " + command.getCommandName() + "`")
                        .toList());
    }

    @Test
    void listsEveryExitCode() throws IOException {
        List<String> codes = Stream.concat(
                        Stream.of(ExitCode.DONE, ExitCode.DIFFERS),
                        Arrays.stream(Problem.Kind.values()).map(Problem.Kind::exitCode))
                .distinct()
                .map(String::valueOf)
                .toList();

        assertThat(firstCells("| exit code"))
                .contains("130, 143")
                .containsAll(codes)
                .hasSize(codes.size() + 1);
    }

    private static List<String> firstCells(String head) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.startsWith(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|")[1].strip())
                .toList();
    }
}
