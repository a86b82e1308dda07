package io.m2m.coordinator.kafka;

import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.message.Message;
import io.m2m.common.message.StatusMessage;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Follows the compacted status topic from its beginning. */
public final class StatusReader implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(StatusReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaClients clients;
    private final java.util.function.Consumer<StatusMessage> view;
    private volatile boolean running;
    private volatile Consumer<String, Message> consumer;

    /** @param view told every summary, the older ones of a key left out */
    public StatusReader(KafkaClients clients, java.util.function.Consumer<StatusMessage> view) {
        this.clients = clients;
        this.view = view;
    }

    @Override
    public void start() {
        consumer = clients.reader();
        running = true;
        Thread.ofVirtual().name("status-reader").start(this::read);
    }

    private void read() {
        TopicPartition only = new TopicPartition(clients.settings().topics().status(), 0);
        try (Consumer<String, Message> reader = consumer) {
            reader.assign(List.of(only));
            reader.seekToBeginning(List.of(only));
            while (running) {
                for (ConsumerRecord<String, Message> record : reader.poll(POLL)) {
                    if (record.value() instanceof StatusMessage status) {
                        view.accept(status);
                    }
                }
            }
        } catch (WakeupException stopped) {
            log.atDebug().log("status reader stopped");
        }
    }

    @Override
    public void stop() {
        running = false;
        consumer.wakeup();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
