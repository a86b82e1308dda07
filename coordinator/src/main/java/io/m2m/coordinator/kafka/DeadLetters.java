package io.m2m.coordinator.kafka;

import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.kafka.Topics;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.support.serializer.DeserializationException;

/**
 * Puts back on its queue what was set aside because no service could read it, byte for byte: a newer service may. Whatever was
 * read and failed stays where it is, for the coordinator sends such tasks again itself. Each letter is looked at once.
 */
public final class DeadLetters {
    /** Header with how often a message was put back, as decimal text. */
    static final String ATTEMPT = "m2m-attempt";

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final String GROUP = "dead-letters";
    private static final Duration POLL = Duration.ofMillis(500);
    /** Where the listener's error handler and Kafka Streams say why. */
    private static final String WHY_NOT_HANDLED = "kafka_dlt-";

    private static final List<String> WHY_IN_STREAMS =
            List.of("__streams.errors.exception", "__streams.errors.stacktrace", "__streams.errors.message");

    private final KafkaClients clients;

    public DeadLetters(KafkaClients clients) {
        this.clients = clients;
    }

    /** @throws ProblemException of kind UNREACHABLE when Kafka does not answer */
    public synchronized void putBack() {
        try (Consumer<byte[], byte[]> letters = reader();
                Producer<byte[], byte[]> queues = writer()) {
            putBack(letters, queues);
        } catch (KafkaException failure) {
            throw new ProblemException(
                    Problem.Kind.UNREACHABLE,
                    "Kafka did not give back what was set aside (" + failure.getMessage()
                            + "); check that the brokers answer, and try again",
                    failure);
        }
    }

    private void putBack(Consumer<byte[], byte[]> letters, Producer<byte[], byte[]> queues) {
        List<TopicPartition> all = new ArrayList<>();
        Topics topics = clients.settings().topics();
        Stream.concat(topics.taskTopics().stream(), Stream.of(topics.events()))
                .flatMap(queue -> letters.partitionsFor(queue + Topics.DEAD_LETTER).stream())
                .forEach(part -> all.add(new TopicPartition(part.topic(), part.partition())));
        letters.assign(all);
        Map<TopicPartition, Long> ends = letters.endOffsets(all);
        while (all.stream().anyMatch(part -> letters.position(part) < ends.get(part))) {
            for (ConsumerRecord<byte[], byte[]> letter : letters.poll(POLL)) {
                if (couldNotBeRead(letter.headers())) {
                    log.atInfo()
                            .addKeyValue("topic", letter.topic())
                            .addKeyValue("offset", letter.offset())
                            .log("put back what could not be read");
                    queues.send(again(letter));
                }
            }
        }
        queues.flush();
        letters.commitSync(all.stream()
                .collect(java.util.stream.Collectors.toMap(
                        part -> part, part -> new OffsetAndMetadata(letters.position(part)))));
    }

    private static boolean couldNotBeRead(Headers headers) {
        String unreadable = DeserializationException.class.getName();
        return headers.lastHeader(WHY_IN_STREAMS.getFirst()) != null
                || Stream.of("exception-fqcn", "exception-cause-fqcn")
                        .anyMatch(name -> unreadable.equals(text(headers.lastHeader(WHY_NOT_HANDLED + name))));
    }

    private static ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> letter) {
        String queue = letter.topic().substring(0, letter.topic().length() - Topics.DEAD_LETTER.length());
        Headers headers = new RecordHeaders();
        letter.headers().forEach(header -> {
            if (!header.key().startsWith(WHY_NOT_HANDLED)
                    && !WHY_IN_STREAMS.contains(header.key())
                    && !header.key().equals(ATTEMPT)) {
                headers.add(header);
            }
        });
        String before = text(letter.headers().lastHeader(ATTEMPT));
        int attempt = before.isEmpty() ? 1 : Integer.parseInt(before) + 1;
        headers.add(ATTEMPT, Integer.toString(attempt).getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(queue, letter.partition(), letter.key(), letter.value(), headers);
    }

    private static String text(Header header) {
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private Consumer<byte[], byte[]> reader() {
        Map<String, Object> config = clients.forConsumer(
                Map.of(ConsumerConfig.GROUP_ID_CONFIG, clients.settings().topicPrefix() + GROUP));
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Producer<byte[], byte[]> writer() {
        return new KafkaProducer<>(clients.forProducer(), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
