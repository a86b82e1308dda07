package io.m2m.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.json.Json;
import io.m2m.common.json.MessageCodec;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the user says of Kafka's clients, as the clients get it. */
class ClientSettingsTest {
    private static final Map<String, Object> STREAMS =
            Map.of("processing.guarantee", "exactly_once_v2", "consumer.session.timeout.ms", 10_000);

    @Test
    void aSettingReachesEveryClient() {
        KafkaClients clients = clients(Map.of("security.protocol", "SASL_SSL", "ssl.truststore.type", "PEM"));

        assertThat(clients.forAdmin()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(clients.forProducer()).containsEntry("ssl.truststore.type", "PEM");
        assertThat(clients.forConsumer(Map.of())).containsEntry("security.protocol", "SASL_SSL");
        assertThat(clients.workers("dumper").getConfigurationProperties())
                .containsEntry("security.protocol", "SASL_SSL");
        assertThat(clients.forStreams(STREAMS)).containsEntry("security.protocol", "SASL_SSL");
    }

    @Test
    void aSettingBehindAPrefixReachesItsKindOnlyAndWins() {
        KafkaClients clients = clients(Map.of(
                "request.timeout.ms", "20000",
                "producer.request.timeout.ms", "40000",
                "producer.compression.type", "zstd",
                "consumer.fetch.max.bytes", "1000000",
                "admin.retries", "3"));

        assertThat(clients.forProducer())
                .containsEntry("request.timeout.ms", "40000")
                .containsEntry("compression.type", "zstd")
                .doesNotContainKeys("fetch.max.bytes", "retries", "producer.compression.type");
        assertThat(clients.forConsumer(Map.of()))
                .containsEntry("request.timeout.ms", "20000")
                .containsEntry("fetch.max.bytes", "1000000")
                .doesNotContainKeys("compression.type", "retries");
        assertThat(clients.forAdmin())
                .containsEntry("request.timeout.ms", "20000")
                .containsEntry("retries", "3")
                .doesNotContainKeys("compression.type", "fetch.max.bytes");
    }

    @Test
    void kafkaStreamsSortsThePrefixesItself() {
        KafkaClients clients = clients(Map.of(
                "producer.compression.type", "zstd", "main.consumer.fetch.max.bytes", "9", "topic.segment.ms", "1000"));

        assertThat(clients.forStreams(STREAMS))
                .containsEntry("producer.compression.type", "zstd")
                .containsEntry("main.consumer.fetch.max.bytes", "9")
                .containsEntry("topic.segment.ms", "1000")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("bootstrap.servers", "broker:9092");
        assertThat(clients.forConsumer(Map.of())).doesNotContainKeys("topic.segment.ms", "fetch.max.bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "acks, 1, all",
        "producer.acks, 1, all",
        "enable.idempotence, false, true",
        "bootstrap.servers, other:9092, broker:9092"
    })
    void aContradictoryProducerSettingIsRefused(String name, String said, String relied) {
        refuses(KafkaClients::forProducer, name, said, relied);
    }

    @ParameterizedTest
    @CsvSource({
        "isolation.level, read_uncommitted, read_committed",
        "enable.auto.commit, true, false",
        "consumer.auto.offset.reset, latest, earliest",
        "group.protocol, consumer, classic"
    })
    void aContradictoryConsumerSettingIsRefused(String name, String said, String relied) {
        refuses(clients -> clients.forConsumer(Map.of()), name, said, relied);
    }

    @ParameterizedTest
    @CsvSource({
        "processing.guarantee, at_least_once, exactly_once_v2",
        "consumer.session.timeout.ms, 45000, 10000",
        "main.consumer.session.timeout.ms, 45000, 10000"
    })
    void aContradictoryStreamsSettingIsRefused(String name, String said, String relied) {
        refuses(clients -> clients.forStreams(STREAMS), name, said, relied);
    }

    @ParameterizedTest
    @CsvSource({"transactional.id", "producer.transactional.id", "value.serializer"})
    void whatM2mGivesEachClientItselfIsRefused(String name) {
        refuses(KafkaClients::forProducer, name, "x", "which m2m gives each client itself");
    }

    @Test
    void theSameAsM2mReliesOnIsNoContradiction() {
        KafkaClients clients = clients(Map.of("acks", "ALL", "isolation.level", "read_committed"));

        assertThat(clients.forProducer()).containsEntry("acks", "all");
        assertThat(clients.forConsumer(Map.of())).containsEntry("isolation.level", "read_committed");
    }

    private static void refuses(Function<KafkaClients, Object> make, String name, String said, String relied) {
        KafkaClients clients = clients(Map.of(name, said));

        assertThatThrownBy(() -> make.apply(clients))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageStartingWith("m2m.kafka.client or m2m.kafka.client-file contradicts m2m: ")
                .hasMessageContaining(name.replaceFirst("^(producer|consumer)\\.(?!session)", ""))
                .hasMessageContaining(relied)
                .hasMessageEndingWith("; leave it out");
    }

    private static KafkaClients clients(Map<String, String> given) {
        return new KafkaClients(
                new KafkaSettings("broker:9092", given, "m2m.", 8, (short) 1, true),
                new MessageSerde(new MessageCodec(Json.mapper())));
    }
}
