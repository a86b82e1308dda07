package io.m2m.coordinator.web;

import io.m2m.common.config.MigrationConfig;
import io.m2m.common.config.MigrationId;
import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.message.Events;
import io.m2m.common.storage.ObjectStore;
import io.m2m.coordinator.kafka.StatusReader;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** API and page of a coordinator that serves. */
@Configuration(proxyBeanMethods = false)
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
    MigrationsController migrationsController(
            MigrationConfig config, StatusView view, Events events, ObjectStore staging, JsonMapper mapper) {
        return new MigrationsController(
                MigrationId.of(config), config.verify().level(), view, events, staging, mapper, Clock.systemUTC());
    }

    @Bean
    ProblemDocuments problemDocuments() {
        return new ProblemDocuments();
    }
}
