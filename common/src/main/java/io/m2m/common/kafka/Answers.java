package io.m2m.common.kafka;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** What brokers answer to a question; how long they may take is the client's own time-out. */
final class Answers {
    private Answers() {}

    /** @throws KafkaException the failure itself when it is Kafka's, as it is but for defects */
    static <T> T of(KafkaFuture<T> question) {
        try {
            return question.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof KafkaException known ? known : new KafkaException(failure.getCause());
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }
}
