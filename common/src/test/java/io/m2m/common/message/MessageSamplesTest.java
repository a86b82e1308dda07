package io.m2m.common.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.Json;
import io.m2m.common.json.MessageCodec;
import io.m2m.common.message.PlanTask.CollectionEnd;
import io.m2m.common.message.PlanTask.PhaseTotals;
import io.m2m.common.message.PlanTask.WriteReport;
import io.m2m.common.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One file per message holds what lies on Kafka, so that a change of the wire's form shows in a diff. */
class MessageSamplesTest {
    private static final Path SAMPLES = Path.of("src", "test", "resources", "io", "m2m", "common", "message");

    private final MessageCodec codec = new MessageCodec(Json.mapper());

    static Stream<String> names() {
        return WireNames.all().keySet().stream();
    }

    @Test
    void nameEveryMessageOfEveryFamily() {
        assertThat(WireNames.all().values())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(MessageTypes.messages()
                        .<Class<? extends Message>>map(type -> type.asSubclass(Message.class))
                        .toList());
    }

    @Test
    void existForEveryMessageAndForNothingElse() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            names().map(name -> name + ".json").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void readBackAsTheirMessageAndAreWrittenAgainTheSame(String name) throws IOException {
        String sample = Files.readString(SAMPLES.resolve(name + ".json"));

        Message message = codec.decode(sample.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(message).isInstanceOf(WireNames.all().get(name));
        assertThat(Json.mapper().readTree(codec.encode(message)))
                .isEqualTo(Json.mapper().readTree(sample));
    }

    @ParameterizedTest
    @MethodSource("names")
    void showEveryFieldOfTheirMessage(String name) throws IOException {
        Map<?, ?> sample = Json.mapper().readValue(Files.readString(SAMPLES.resolve(name + ".json")), Map.class);

        List<String> fields = Stream.concat(
                        Stream.of("type"),
                        Arrays.stream(WireNames.all().get(name).getRecordComponents())
                                .map(component -> component.getName()))
                .toList();
        assertThat(List.copyOf(sample.keySet())).isEqualTo(fields);
        assertThat(sample.get("type")).isEqualTo(name);
    }

    @Test
    void meanWhatTheySay() throws IOException {
        assertThat(codec.decode(Files.readAllBytes(SAMPLES.resolve("write-report.json"))))
                .isEqualTo(new WriteReport(
                        new TaskRef("7c1e5a90b2d4", 1_735_689_600_000L, Step.REPORT, "migration", 1),
                        Command.MIGRATE,
                        Level.FULL,
                        Instant.ofEpochMilli(1_735_689_600_000L),
                        Instant.ofEpochMilli(1_735_689_690_250L),
                        List.of(
                                new CollectionEnd("test", Verdict.VERIFIED, null),
                                new CollectionEnd(
                                        "faces",
                                        Verdict.INCOMPLETE,
                                        new Problem(
                                                Problem.Kind.DAMAGED,
                                                "all 3 segments of collection faces are quarantined; the report"
                                                        + " names their files"))),
                        List.of(new PhaseTotals("dump", 1.25, 97, 50_696), new PhaseTotals("load", 40.5, 97, 50_696)),
                        new Problem(
                                Problem.Kind.UNREACHABLE,
                                "Milvus at 127.0.0.1:19530 cannot be reached; check target.milvus2x.endpoint and"
                                        + " that it runs")));
    }
}
