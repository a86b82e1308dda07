package io.m2m.common.kafka;

import io.m2m.common.message.Events;
import io.m2m.common.message.Message;
import io.m2m.common.message.TaskHandler;
import io.m2m.common.message.TaskMessage;
import io.m2m.common.metrics.Meters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.support.serializer.DelegatingByTypeSerializer;

/** Makes the containers in which a service's workers run. */
public final class WorkerContainers {
    private final KafkaClients clients;
    private final MessageSerde serde;
    private final FailurePolicy failures;
    private final Events events;
    private final ScheduledExecutorService heartbeats;

    public WorkerContainers(
            KafkaClients clients,
            MessageSerde serde,
            FailurePolicy failures,
            Events events,
            ScheduledExecutorService heartbeats) {
        this.clients = clients;
        this.serde = serde;
        this.failures = failures;
        this.events = events;
        this.heartbeats = heartbeats;
    }

    /**
     * Workers of one family in this process.
     *
     * @param group name of the service, without the prefix
     * @param limit tasks at a time
     */
    public <T extends TaskMessage> ConcurrentMessageListenerContainer<String, Message> workers(
            String group, String topic, Class<T> family, TaskHandler<T> handler, int limit) {
        ContainerProperties properties = new ContainerProperties(topic);
        properties.setAckMode(ContainerProperties.AckMode.RECORD);
        Meters meters = clients.meters();
        meters.worksOn(topic, family);
        properties.setMessageListener(new TaskListener<>(family, handler, events, heartbeats, meters));
        clients.traces().follow(properties);
        ConcurrentMessageListenerContainer<String, Message> container =
                new ConcurrentMessageListenerContainer<>(clients.workers(group), properties);
        container.setBeanName(group);
        container.setConcurrency(Math.min(limit, clients.settings().taskPartitions()));
        container.setCommonErrorHandler(failures.errorHandler(deadLetters(), events, meters));
        return container;
    }

    private KafkaTemplate<String, Object> deadLetters() {
        Map<Class<?>, Serializer<?>> byType = new LinkedHashMap<>();
        byType.put(byte[].class, new ByteArraySerializer());
        byType.put(Message.class, serde.serializer());
        return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(
                clients.forProducer(), new StringSerializer(), new DelegatingByTypeSerializer(byType, true)));
    }
}
