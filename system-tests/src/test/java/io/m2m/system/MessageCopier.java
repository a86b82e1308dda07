package io.m2m.system;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Delivers events and tasks again, late and in no order, as Kafka may after a rebalance or a replayed log. */
final class MessageCopier implements AutoCloseable {
    private static final Pattern QUEUES = Pattern.compile("m2m\\.(events|\\w+-tasks)");
    private static final String COPY = "copy";

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(1);
    private final Random chance;
    private final double share;
    private final Duration latest;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong copied = new AtomicLong();
    private final Thread reader = Thread.ofPlatform().unstarted(this::read);

    /**
     * @param share of the messages that come again, 1 for each
     * @param latest after which a copy comes at the latest
     */
    MessageCopier(String bootstrapServers, double share, Duration latest, long seed) {
        this.share = share;
        this.latest = latest;
        this.chance = new Random(seed);
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "group.id", "copier",
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed",
                        "metadata.max.age.ms", "1000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
        consumer.subscribe(QUEUES);
        reader.start();
    }

    private void read() {
        while (true) {
            try {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    if (message.headers().lastHeader(COPY) == null && chance.nextDouble() < share) {
                        waiting.incrementAndGet();
                        later.schedule(() -> copy(message), chance.nextLong(latest.toMillis()), TimeUnit.MILLISECONDS);
                    }
                }
            } catch (WakeupException closing) {
                return;
            } catch (KafkaException away) {
                // A broker that is killed is back soon.
            }
        }
    }

    private void copy(ConsumerRecord<byte[], byte[]> message) {
        RecordHeaders headers = new RecordHeaders(message.headers());
        headers.add(COPY, new byte[0]);
        producer.send(
                new ProducerRecord<>(message.topic(), message.partition(), message.key(), message.value(), headers));
        waiting.decrementAndGet();
        copied.incrementAndGet();
    }

    /** How many copies were sent. */
    long copied() {
        return copied.get();
    }

    /** Whether every copy was sent of what has been read. */
    boolean isThrough() {
        return waiting.get() == 0;
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        reader.join();
        later.shutdownNow();
        later.awaitTermination(10, TimeUnit.SECONDS);
        producer.close(Duration.ofSeconds(1));
        consumer.close();
    }
}
