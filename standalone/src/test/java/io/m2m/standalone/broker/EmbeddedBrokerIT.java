package io.m2m.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final String TOPIC = "events";

    @TempDir
    private Path folder;

    @Test
    void carriesRecords() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            createTopic(broker.bootstrapServers());

            produce(broker.bootstrapServers(), "one", "two");

            assertThat(consume(broker.bootstrapServers(), 2)).containsExactly("one", "two");
        }
    }

    @Test
    void goesOnWithItsRecordsAfterAStop() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            createTopic(broker.bootstrapServers());
            produce(broker.bootstrapServers(), "before");
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            produce(broker.bootstrapServers(), "after");

            assertThat(consume(broker.bootstrapServers(), 2)).containsExactly("before", "after");
        }
    }

    @Test
    void goesOnWithItsRecordsAfterAKill() throws Exception {
        try (BrokerProcess process = BrokerProcess.start(folder.toString())) {
            String bootstrapServers = process.line();
            createTopic(bootstrapServers);
            produce(bootstrapServers, "before");
            process.kill();
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            assertThat(consume(broker.bootstrapServers(), 1)).containsExactly("before");
        }
    }

    @Test
    void refusesAFolderThatAnotherBrokerOfThisProcessUses() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(folder))
                    .isInstanceOf(ProblemException.class)
                    .hasMessage("the data folder " + folder
                            + " is in use by another running m2m; stop that one or name another folder");

            createTopic(broker.bootstrapServers());
        }
    }

    @Test
    void refusesAFolderThatAnotherProcessUsesAndLeavesThatOneUnharmed() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            try (BrokerProcess second = BrokerProcess.start(folder.toString())) {
                assertThat(second.line()).contains(folder.toString(), "is in use by another running m2m");
            }

            createTopic(broker.bootstrapServers());
            produce(broker.bootstrapServers(), "unharmed");
            assertThat(consume(broker.bootstrapServers(), 1)).containsExactly("unharmed");
        }
    }

    @Test
    void aTemporaryBrokerLeavesNoFolder() {
        BrokerFolder temporary = BrokerFolder.temporary();

        EmbeddedBroker broker = EmbeddedBroker.start(temporary);
        assertThat(temporary.path()).isNotEmptyDirectory();
        broker.close();

        assertThat(temporary.path()).doesNotExist();
    }

    @Test
    void endsTheProcessInOrderWhenKafkaMeetsAFault() throws Exception {
        try (BrokerProcess process = BrokerProcess.start(folder.toString(), "fault")) {
            process.line();

            assertThat(process.line()).contains("The embedded Kafka broker failed", "no space left on device");
            assertThat(process.exitCode()).isEqualTo(3);
            assertThat(process.rest()).contains("hooks run");
        }
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void produce(String bootstrapServers, String... values) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, value));
            }
        }
    }

    private static List<String> consume(String bootstrapServers, int count) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            for (int polls = 0; polls < 60 && values.size() < count; polls++) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
