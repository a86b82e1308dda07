package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get wrong: each is answered by its exit code and one sentence that names it. */
@ResourceLock(Milvus.LOCAL)
class BadInputIT {
    private static final int WRONG = 2;
    private static final int OUT_OF_REACH = 3;
    /** Where nothing listens. */
    private static final String CLOSED = "127.0.0.1:" + closedPort();

    private Path folder;
    private Configuration configuration;

    @BeforeEach
    void configure() {
        folder = Places.fresh("bad-input");
        SourceStore store = GenuineStore.unpack("codec_100", folder.resolve("store"));
        configuration = Configuration.local(store, folder.resolve("staging"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --set dumper.worker.workMode=elasticsearch | elasticsearch
                    --set dumper.worker.limits=3               | dumper.worker.limit
                    --set dumper.worker.limit=many             | dumper.worker.limit
                    --set dumper.worker.limit=0                | dumper.worker.limit
                    --set meta.sqliteFile=/no/such.sqlite      | /no/such.sqlite
                    --set source.local.tablesDir=/no/such      | /no/such
                    --set meta.mode=oracle                     | meta.mode
                    --set verify.level=most                    | verify.level
                    --set target.milvus2x.idField=data         | target.milvus2x.idField
                    --collections no_such_collection           | no_such_collection
                    --report /no/such/report.json              | /no/such/report.json
                    --config /no/such.yaml                     | /no/such.yaml
                    --no-such-option                           | --no-such-option
                    """)
    void isRefusedByNameBeforeAnythingIsWritten(String arguments, String named) {
        Path config = configuration.write(folder, Milvus.local().endpoint());
        List<String> command = new ArrayList<>(List.of("migrate"));
        if (!arguments.contains("--config")) {
            command.addAll(List.of("--config", config.toString()));
        }
        command.addAll(List.of(arguments.split(" ")));

        assertSaid(M2m.run(folder, command.toArray(String[]::new)), WRONG, named);
        assertThat(folder.resolve("staging")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nonsense                        | nonsense
                    export -s /no/such.sqlite -o .  | /no/such.sqlite
                    export -o .                     | META.SQLITE
                    plan                            | migration.yaml
                    """)
    void isRefusedByNameWithoutAConfiguration(String arguments, String named) {
        assertSaid(M2m.run(folder, arguments.split(" ")), WRONG, named);
    }

    @Test
    void aMisspeltKeyOfTheFileIsRefusedWithItsLineAndTheNearestKey() throws IOException {
        Path config = configuration.write(folder, Milvus.local().endpoint());
        Files.writeString(config, Files.readString(config).replace("outputDir", "ouputDir"));

        Ended ended = M2m.run(folder, "plan", "--config", config.toString());

        assertSaid(ended, WRONG, "ouputDir");
        assertThat(ended.err()).contains("outputDir").containsPattern("line \\d+|migration.yaml:\\d+");
    }

    @Test
    void metadataThatIsNoDatabaseIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text.sqlite"), "not a database, only a text");
        Path config = configuration.write(folder, Milvus.local().endpoint());

        assertSaid(
                M2m.run(folder, "migrate", "--config", config.toString(), "--set", "meta.sqliteFile=" + text),
                WRONG,
                "text.sqlite");
    }

    @Test
    void aTargetThatDoesNotAnswerIsNamed() {
        Path config = configuration.write(folder, CLOSED);

        assertSaid(M2m.run(folder, "migrate", "--config", config.toString()), OUT_OF_REACH, CLOSED);
    }

    @Test
    void theReportOfARunThatAProblemEndedNamesItInPlaceOfAnEarlierOne() throws IOException {
        Path config = configuration.write(folder, CLOSED);
        Path report = Files.writeString(folder.resolve("report.json"), "of an earlier run");

        Ended ended = M2m.run(folder, "migrate", "--config", config.toString(), "--report", report.toString());

        assertSaid(ended, OUT_OF_REACH, CLOSED);
        Report written = Report.read(report);
        assertThat(written.verdict()).isEqualTo("FAILED");
        assertThat(written.root().path("problem").asString()).contains(CLOSED);
        assertThat(written.root().path("collections")).isNotEmpty();
        assertThat(written.collectionsNot("FAILED")).isEmpty();
        assertThat(folder.resolve("staging/report.json")).hasSameTextualContentAs(report);
    }

    @Test
    void aMetadataServerThatDoesNotAnswerIsNamed() {
        Path config = configuration
                .mysql("milvus:a-secret@tcp(" + CLOSED + ")/milvus")
                .write(folder, Milvus.local().endpoint());

        assertSaid(M2m.run(folder, "migrate", "--config", config.toString()), OUT_OF_REACH, CLOSED);
    }

    @Test
    void aPasswordThatTheTargetRefusesIsNotShown() {
        Milvus target = Milvus.withPasswords();
        Path config = configuration.write(folder, target.endpoint());

        Ended ended = M2m.run(
                folder,
                "migrate",
                "--config",
                config.toString(),
                "--set",
                "target.milvus2x.username=root",
                "--set",
                "target.milvus2x.password=a-secret-that-is-wrong");

        assertSaid(ended, OUT_OF_REACH, "target.milvus2x");
    }

    @Test
    void aKeyThatTheBucketRefusesIsNotShown() {
        Path config = configuration
                .stagingOnS3("bad-input")
                .write(folder, Milvus.onS3().endpoint());

        Ended ended = M2m.run(
                folder, "migrate", "--config", config.toString(), "--set", "target.remote.sk=a-secret-that-is-wrong");

        assertSaid(ended, OUT_OF_REACH, S3Server.BUCKET);
    }

    private static void assertSaid(Ended ended, int code, String named) {
        assertThat(ended.code()).as(ended.err() + ended.out()).isEqualTo(code);
        assertThat(ended.err().lines().filter(line -> line.contains(named)))
                .as(ended.err())
                .hasSize(1);
        assertThat(ended.err().lines().filter(line -> line.startsWith("m2m: "))).hasSize(1);
        assertThat(ended.err())
                .contains(named)
                .doesNotContain("\tat ", "Exception", "a-secret")
                .doesNotContain(S3Server.SECRET_KEY);
        assertThat(ended.out()).doesNotContain("a-secret", S3Server.SECRET_KEY);
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
