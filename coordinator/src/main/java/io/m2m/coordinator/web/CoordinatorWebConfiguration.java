package io.m2m.coordinator.web;

import io.m2m.common.kafka.KafkaClients;
import io.m2m.coordinator.kafka.DeadLetters;
import io.m2m.coordinator.kafka.StatusReader;
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
    StatusReader statusReader(KafkaClients clients, StatusView view) {
        return new StatusReader(clients, view::accept);
    }

    @Bean
    UnreadLetters unreadLetters(KafkaClients clients) {
        return new DeadLetters(clients)::putBack;
    }
}
