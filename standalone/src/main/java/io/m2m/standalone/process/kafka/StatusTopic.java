package io.m2m.standalone.process.kafka;

import io.m2m.common.kafka.KafkaClients;
import io.m2m.common.message.Message;
import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.standalone.process.Deployment.StatusFeed;
import io.m2m.standalone.process.RunFollower;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The status topic, read from its beginning without a group. It has one partition, so one run's messages come in order. */
public final class StatusTopic implements StatusFeed {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, Message> consumer;

    public StatusTopic(KafkaClients clients) {
        this.consumer = clients.reader();
        TopicPartition only = new TopicPartition(clients.settings().topics().status(), 0);
        consumer.assign(List.of(only));
        consumer.seekToBeginning(List.of(only));
    }

    @Override
    public MigrationStatus follow(RunFollower follower) throws InterruptedException {
        Optional<MigrationStatus> end = follower.end();
        while (end.isEmpty()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            for (ConsumerRecord<String, Message> record : consumer.poll(POLL)) {
                if (record.value() instanceof StatusMessage status) {
                    follower.accept(status);
                }
            }
            end = follower.end();
        }
        return end.get();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
