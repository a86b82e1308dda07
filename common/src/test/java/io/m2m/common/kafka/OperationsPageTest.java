package io.m2m.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} says what somebody else has to make. */
class OperationsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "operations.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    /** A number that no other setting has. */
    private static final int TASK_PARTITIONS = 5;

    @Test
    void listsEveryTopicThatMustBeMadeBeforehand() throws IOException {
        KafkaSettings settings = new KafkaSettings("", Map.of(), "m2m.", TASK_PARTITIONS, (short) 1, false);
        Map<String, String> listed = new TreeMap<>();
        rows("### Topics made beforehand")
                .forEach(cells -> code(cells.get(0))
                        .forEach(topic -> listed.put(topic, cells.get(1) + " " + code(cells.get(2)))));

        assertThat(listed)
                .isEqualTo(settings.topics().madeBeforehand(settings).stream()
                        .collect(Collectors.toMap(NewTopic::name, OperationsPageTest::asListed)));
    }

    @Test
    void namesTheOldestBrokers() throws IOException {
        assertThat(Files.readString(PAGE)).contains("Brokers of " + BrokerVersions.OLDEST + " or newer");
    }

    private static String asListed(NewTopic topic) {
        String partitions =
                topic.numPartitions() == TASK_PARTITIONS ? "tasks, or more" : String.valueOf(topic.numPartitions());
        return partitions + " "
                + new TreeMap<>(topic.configs())
                        .entrySet().stream().map(Object::toString).toList();
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static List<List<String>> rows(String heading) throws IOException {
        return Files.readString(PAGE)
                .lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(2, line.length() - 2).split(" \\| "))
                        .toList())
                .toList();
    }
}
