package io.m2m.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Command;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.standalone.cli.Engine.MetadataSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command and flag of {@code milvus-migration}: the same here, or refused by a sentence that says what is. */
class OldToolCommandLinesTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final FakeEngine engine = new FakeEngine();

    @TempDir
    private Path folder;

    private Path config;

    @BeforeEach
    void writeConfig() throws IOException {
        config = Files.writeString(folder.resolve("migration.yaml"), "{}");
        engine.end = () -> {
            throw new ProblemException(Problem.Kind.UNREACHABLE, "asked and no more");
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dump --config=FILE            | DUMP    |
            dump -c FILE                  | DUMP    |
            dump --col=a,b --config FILE  | DUMP    | a,b
            dump --col a -c FILE          | DUMP    | a
            load --config=FILE            | LOAD    |
            load --col=a,b -c FILE        | LOAD    | a,b
            start --config=FILE           | MIGRATE |
            start -c FILE                 | MIGRATE |
            """)
    void aRunIsTheSame(String line, Command command, String collections) {
        run(line);

        assertThat(engine.command).isEqualTo(command);
        assertThat(engine.config.file()).isEqualTo(config);
        assertThat(engine.config.assignments())
                .isEqualTo(collections == null ? Map.of() : Map.of("collections", collections));
    }

    @ParameterizedTest
    @CsvSource({"-s meta.sqlite -o out", "--sqlite meta.sqlite --output out", "--sqlite=meta.sqlite --output=out"})
    void anExportOfSqliteIsTheSame(String options) {
        assertThat(run("export " + options)).isZero();

        assertThat(engine.metadata).isEqualTo(new MetadataSource.Sqlite(Path.of("meta.sqlite")));
        assertThat(out.toString().strip()).isEqualTo(Path.of("out", "meta.json").toString());
    }

    @ParameterizedTest
    @CsvSource({"-m u:p@tcp(db)/milvus -o out", "--mysql=u:p@tcp(db)/milvus --output=out"})
    void anExportOfMySqlIsTheSame(String options) {
        assertThat(run("export " + options)).isZero();

        assertThat(engine.metadata).isEqualTo(new MetadataSource.MySql("u:p@tcp(db)/milvus"));
    }

    @Test
    void theVersionIsShown() {
        assertThat(run("version")).isZero();

        assertThat(out.toString()).startsWith("m2m ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            start -t articles -c FILE      | --table names an index of Elasticsearch | --collections
            dump --table=articles -c FILE  | --table names an index of Elasticsearch | --collections
            server                         | another API                            | m2m serve --listen 8080
            server -p 9000 -c FILE         | another API                            | m2m serve --config FILE --listen 9000
            --config FILE dump             | --config                               | --help
            export -s a -m b -o out        | -m and -s are given                    | name exactly one
            export -s a                    | --output                               | --help
            """)
    void whatIsOtherwiseIsRefusedByName(String line, String named, String instead) {
        assertThat(run(line)).isEqualTo(2);

        assertThat(err.toString()).startsWith("m2m: ").contains(named, instead.replace("FILE", config.toString()));
        assertThat(engine.command).isNull();
    }

    private int run(String line) {
        Screen screen = new Screen(new PrintWriter(out, true), new PrintWriter(err, true), false, Clock.systemUTC());
        return Program.commandLine(
                        engine,
                        new FakeCoordinator(),
                        new NoDemo(),
                        (service, properties, ready) -> {},
                        screen,
                        () -> false)
                .execute(line.replace("FILE", config.toString()).split(" "));
    }
}
