package io.m2m.coordinator.kafka;

import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.message.Message;
import io.m2m.common.message.StatusMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Follows the compacted status topic from its beginning. */
public final class StatusReader implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(StatusReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** How long the start waits for what is known already. */
    private static final Duration CATCH_UP = Duration.ofSeconds(30);

    private final KafkaClients clients;
    private final ObjLongConsumer<StatusMessage> view;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile boolean running;
    private volatile Consumer<String, Message> consumer;

    /** @param view told every summary with its offset, the older ones of a key left out */
    public StatusReader(KafkaClients clients, ObjLongConsumer<StatusMessage> view) {
        this.clients = clients;
        this.view = view;
    }

    /** Returns when all that was told before is known: an API that answers sooner would deny what there is. */
    @Override
    public void start() {
        consumer = clients.reader();
        running = true;
        Thread.ofVirtual().name("status-reader").start(this::read);
        try {
            if (!caughtUp.await(CATCH_UP.toSeconds(), TimeUnit.SECONDS)) {
                log.atWarn().log("the status topic is not read to its end yet");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        TopicPartition only = new TopicPartition(clients.settings().topics().status(), 0);
        try (Consumer<String, Message> reader = consumer) {
            reader.assign(List.of(only));
            reader.seekToBeginning(List.of(only));
            long known = reader.endOffsets(List.of(only)).get(only);
            while (running) {
                if (reader.position(only) >= known) {
                    caughtUp.countDown();
                }
                read(reader);
            }
        } catch (WakeupException stopped) {
            log.atDebug().log("status reader stopped");
        }
    }

    /** A summary of a version that nobody understands any more, or not yet, is passed over. */
    private void read(Consumer<String, Message> reader) {
        try {
            for (ConsumerRecord<String, Message> record : reader.poll(POLL)) {
                if (record.value() instanceof StatusMessage status) {
                    view.accept(status, record.offset());
                }
            }
        } catch (RecordDeserializationException unreadable) {
            log.atWarn().addKeyValue("offset", unreadable.offset()).log("status not understood");
            reader.seek(unreadable.topicPartition(), unreadable.offset() + 1);
        }
    }

    @Override
    public void stop() {
        running = false;
        consumer.wakeup();
    }

    /** Before the web server. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
