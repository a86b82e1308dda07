package io.m2m.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaMeterFilterTest {
    private static final String LAG = "kafka.consumer.fetch.manager.records.lag";

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void filter() {
        registry.config().meterFilter(new KafkaMeterFilter("m2m."));
    }

    @Test
    void aTopicIsToldOfOnce() {
        registry.gauge(LAG, Tags.of("topic", "m2m.events"), 1);
        registry.gauge(LAG, Tags.of("topic", "m2m_events"), 1);

        assertThat(registry.find(LAG).gauges())
                .singleElement()
                .satisfies(gauge -> assertThat(gauge.getId().getTag("topic")).isEqualTo("m2m.events"));
    }

    @Test
    void brokersAreNotTold() {
        registry.gauge("kafka.consumer.node.request.total", 1);

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void whatIsNotKafkasStays() {
        registry.counter("m2m.dead.letters", "topic", "another.topic");
        registry.counter("kafka.consumer.coordinator.commit.total");

        assertThat(registry.getMeters()).hasSize(2);
    }
}
