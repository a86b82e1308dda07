package io.m2m.common.wiring;

import io.m2m.common.config.ConfigLoader;
import io.m2m.common.config.MigrationConfig;
import io.m2m.common.json.Json;
import io.m2m.common.kafka.KafkaSettings;
import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** What a service that runs by itself has around its own parts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServiceProperties.class)
@Import(ServedConfiguration.class)
public class ServiceConfiguration {
    @Bean
    MigrationConfig migrationConfig(ServiceProperties properties) {
        Path file = ConfigLoader.find(properties.config(), Path.of(""));
        return new ConfigLoader(System.getenv()).load(file, properties.set());
    }

    @Bean
    KafkaSettings kafkaSettings(ServiceProperties properties) {
        return properties.kafka().settings();
    }

    @Bean
    JsonMapper jsonMapper() {
        return Json.mapper();
    }
}
