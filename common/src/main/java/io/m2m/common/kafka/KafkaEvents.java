package io.m2m.common.kafka;

import io.m2m.common.message.Event;
import io.m2m.common.message.Events;
import io.m2m.common.message.Message;
import io.m2m.common.metrics.Meters;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes events with an idempotent producer and waits until they are stored. */
public final class KafkaEvents implements Events, AutoCloseable {
    private static final long SECONDS = 60;

    private final Producer<String, Message> producer;
    private final String topic;
    private final Meters meters;
    private final Traces traces;

    public KafkaEvents(KafkaClients clients) {
        this.producer = clients.producer();
        this.topic = clients.settings().topics().events();
        this.meters = clients.meters();
        this.traces = clients.traces();
    }

    @Override
    public void publish(Event event) {
        try {
            ProducerRecord<String, Message> record = new ProducerRecord<>(topic, event.migration(), event);
            traces.put(event, record.headers());
            producer.send(record).get(SECONDS, TimeUnit.SECONDS);
            meters.told(event);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while telling the coordinator", interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new ProblemException(
                    Problem.Kind.UNREACHABLE,
                    "Kafka did not store an event on topic " + topic + "; check that the brokers answer",
                    failure);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
