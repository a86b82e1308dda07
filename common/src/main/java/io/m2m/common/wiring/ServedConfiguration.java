package io.m2m.common.wiring;

import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.kafka.KafkaHealth;
import io.m2m.common.kafka.KafkaMeterFilter;
import io.m2m.common.kafka.KafkaSettings;
import io.m2m.common.kafka.MessagingConfiguration;
import io.m2m.common.kafka.WorkersHealth;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;
import org.springframework.kafka.listener.MessageListenerContainer;

/** What stays up has besides its services: a web server with probes and metrics. Wants settings and configuration beside it. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({MessagingConfiguration.class, StorageConfiguration.class})
@PropertySource("classpath:/io/m2m/common/wiring/served.properties")
public class ServedConfiguration {
    @Bean
    KafkaHealth kafkaHealthIndicator(KafkaClients clients) {
        return new KafkaHealth(clients);
    }

    /** From the property itself: made with the web server, it must not be the first to find a setting wrong. */
    @Bean
    KafkaMeterFilter kafkaMeterFilter(Environment environment) {
        return new KafkaMeterFilter(environment.getProperty("m2m.kafka.topic-prefix", KafkaSettings.TOPIC_PREFIX));
    }

    @Bean
    WorkersHealth workersHealthIndicator(List<MessageListenerContainer> workers) {
        return new WorkersHealth(workers);
    }
}
