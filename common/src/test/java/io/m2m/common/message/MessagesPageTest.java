package io.m2m.common.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** {@code docs/messages.md} says what the code does. */
class MessagesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "messages.md");
    /** A number that no other setting has. */
    private static final int TASK_PARTITIONS = 5;

    @Test
    void namesEveryTopicWithItsPartitionsAndHowLongItIsKept() throws IOException {
        KafkaSettings settings = new KafkaSettings("broker:9092", Map.of(), "m2m.", TASK_PARTITIONS, (short) 1, true);

        assertThat(rows("Topics").map(row -> List.of(row.get(0), row.get(4), row.get(5))))
                .containsExactlyInAnyOrderElementsOf(new Topics("m2m.")
                        .all(settings).stream()
                                .map(topic -> List.of("`" + topic.name() + "`", partitions(topic), kept(topic)))
                                .toList());
        assertThat(rows("Topics")).allSatisfy(row -> assertThat(row).hasSize(6).doesNotContain(""));
    }

    @Test
    void saysHowManyTaskPartitionsThereAre() throws IOException {
        assertThat(Files.readString(PAGE))
                .containsIgnoringWhitespaces(
                        "task partitions, " + KafkaSettings.embedded("").taskPartitions() + " unless said otherwise");
    }

    @Test
    void listsEveryMessageInItsFamilyWithItsFields() throws IOException {
        for (Class<?> family : families().toList()) {
            assertThat(rows(family.getSimpleName()).map(row -> row.subList(0, 3)))
                    .as(family.getSimpleName())
                    .containsExactlyElementsOf(WireNames.all().entrySet().stream()
                            .filter(named -> family.isAssignableFrom(named.getValue()))
                            .map(named -> List.of(
                                    "`" + named.getKey() + "`",
                                    "`" + named.getValue().getSimpleName() + "`",
                                    MessageTypes.fields(named.getValue())))
                            .toList());
        }
    }

    @Test
    void saysOfEveryMessageWhatItMeansInOneSentence() throws IOException {
        for (Class<?> family : families().toList()) {
            assertThat(rows(family.getSimpleName()))
                    .allSatisfy(row -> assertThat(row.get(3)).matches("[A-Z][^.]+\\."));
        }
    }

    @Test
    void listsEveryPartOfAMessage() throws IOException {
        assertThat(rows("Parts").map(row -> row.subList(0, 2)))
                .containsExactlyInAnyOrderElementsOf(MessageTypes.parts().stream()
                        .map(part -> List.of("`" + part.getSimpleName() + "`", content(part)))
                        .toList());
    }

    private static Stream<Class<?>> families() {
        return Stream.of(
                PlanTask.class, DumpTask.class, LoadTask.class, VerifyTask.class, Event.class, StatusMessage.class);
    }

    private static String partitions(NewTopic topic) {
        return topic.numPartitions() == TASK_PARTITIONS ? "tasks" : String.valueOf(topic.numPartitions());
    }

    private static String kept(NewTopic topic) {
        return topic.configs().equals(Map.of("cleanup.policy", "compact"))
                ? "newest of each key"
                : topic.configs().equals(Map.of("cleanup.policy", "delete", "retention.ms", "-1"))
                        ? "for ever"
                        : topic.configs().toString();
    }

    private static String content(Class<?> part) {
        return part.isEnum()
                ? Arrays.stream(part.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "))
                : MessageTypes.fields(part);
    }

    /** The cells of the table below a heading, without its head. */
    private static Stream<List<String>> rows(String heading) throws IOException {
        return Files.readString(PAGE)
                .lines()
                .dropWhile(line -> !line.equals("## " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(2, line.length() - 2).split(" \\| "))
                        .toList());
    }
}
