package io.m2m.coordinator.web;

import io.m2m.common.kafka.KafkaClients;
import io.m2m.coordinator.kafka.DeadLetters;
import io.m2m.coordinator.kafka.StatusReader;
import io.m2m.coordinator.metrics.MigrationGauges;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** API and page of a coordinator that serves, joined to Kafka. */
@Configuration(proxyBeanMethods = false)
@Import(ApiConfiguration.class)
public class CoordinatorWebConfiguration {
    @Bean
    StatusView statusView() {
        return new StatusView();
    }

    @Bean
    MigrationGauges migrationGauges(MeterRegistry registry) {
        return new MigrationGauges(registry);
    }

    @Bean
    StatusReader statusReader(KafkaClients clients, StatusView view, MigrationGauges gauges) {
        return new StatusReader(clients, (status, offset) -> {
            view.accept(status, offset);
            gauges.accept(status);
        });
    }

    @Bean
    UnreadLetters unreadLetters(KafkaClients clients) {
        return new DeadLetters(clients)::putBack;
    }
}
