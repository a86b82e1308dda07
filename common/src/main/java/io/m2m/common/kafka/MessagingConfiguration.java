package io.m2m.common.kafka;

import io.m2m.common.json.MessageCodec;
import io.m2m.common.metrics.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.KafkaAdmin;
import tools.jackson.databind.json.JsonMapper;

/** What every service needs to speak on Kafka. Wants a {@link KafkaSettings} and a {@link JsonMapper} beside it. */
@Configuration(proxyBeanMethods = false)
public class MessagingConfiguration {
    /** How long something that does not answer is tried again before its task is set aside. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    /** Where Spring Boot sends traces; nothing is traced without it. */
    private static final String COLLECTOR = "management.opentelemetry.tracing.export.otlp.endpoint";

    @Bean
    MessageSerde messageSerde(JsonMapper mapper) {
        return new MessageSerde(new MessageCodec(mapper));
    }

    /** A command has no registry, what serves has. */
    @Bean(destroyMethod = "close")
    Meters meters(ObjectProvider<MeterRegistry> registry) {
        MeterRegistry shown = registry.getIfAvailable();
        return shown == null ? Meters.none() : Meters.of(shown);
    }

    @Bean
    Traces traces(
            Environment environment,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator,
            ObjectProvider<ObservationRegistry> observations) {
        return environment.getProperty(COLLECTOR, "").isEmpty() || tracer.getIfAvailable() == null
                ? Traces.none()
                : Traces.of(tracer.getObject(), propagator.getObject(), observations.getObject());
    }

    @Bean
    KafkaClients kafkaClients(KafkaSettings settings, MessageSerde serde, Meters meters, Traces traces) {
        KafkaClients clients = new KafkaClients(settings, serde, meters, traces);
        new TopicSetup(clients).run();
        return clients;
    }

    /** In the place of Spring Boot's own, which would look for a broker at localhost. */
    @Bean
    KafkaAdmin kafkaAdmin(KafkaClients clients) {
        KafkaAdmin admin = new KafkaAdmin(clients.forAdmin());
        admin.setAutoCreate(false);
        return admin;
    }

    @Bean(destroyMethod = "close")
    KafkaEvents events(KafkaClients clients) {
        return new KafkaEvents(clients);
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService heartbeats() {
        return Executors.newScheduledThreadPool(
                1, Thread.ofPlatform().daemon().name("heartbeat-", 0).factory());
    }

    @Bean
    WorkerContainers workerContainers(
            KafkaClients clients, MessageSerde serde, KafkaEvents events, ScheduledExecutorService heartbeats) {
        return new WorkerContainers(clients, serde, new FailurePolicy(PATIENCE), events, heartbeats);
    }
}
