package io.m2m.common.kafka;

import io.m2m.common.message.Event.TaskFailed;
import io.m2m.common.message.Events;
import io.m2m.common.message.TaskMessage;
import io.m2m.common.metrics.Dependency;
import io.m2m.common.metrics.Meters;
import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * What becomes of a task that does not succeed: unreadable for ever, it is set aside at once; failed this time because
 * something did not answer, it is tried again with growing pauses and then set aside; failed for good, it is set aside at
 * once. Set aside means: published to the queue's dead-letter topic with its cause, and told to the coordinator. Not set aside
 * is what was done by a worker that was silent for so long that another one has its queue: that one is given it again.
 */
public final class FailurePolicy {
    private static final Logger log = LoggerFactory.getLogger(FailurePolicy.class);
    private static final BackOff NO_RETRY = new FixedBackOff(0, 0);
    /** Somebody who has just started a run wants to hear soon that an address is wrong, or why the run is over. */
    private static final BackOff FEW_TRIES = fewTries();

    private final BackOff patience;

    /** @param patience how long something unreachable is tried again */
    public FailurePolicy(Duration patience) {
        ExponentialBackOff growing = pauses(500);
        growing.setMaxInterval(10_000);
        growing.setMaxElapsedTime(patience.toMillis());
        this.patience = growing;
    }

    private static BackOff fewTries() {
        ExponentialBackOff few = pauses(1_000);
        few.setMaxAttempts(2);
        return few;
    }

    /** Each is up to half shorter or longer, so that workers that failed together do not come back together. */
    private static ExponentialBackOff pauses(long firstMillis) {
        ExponentialBackOff pauses = new ExponentialBackOff(firstMillis, 2);
        pauses.setJitter(firstMillis / 2);
        return pauses;
    }

    DefaultErrorHandler errorHandler(KafkaOperations<?, ?> deadLetters, Events events, Meters meters) {
        ConsumerRecordRecoverer toDeadLetters = new DeadLetterPublishingRecoverer(deadLetters);
        DefaultErrorHandler handler = new DefaultErrorHandler(
                (record, failure) -> {
                    if (ProblemException.causedBy(CommitFailedException.class, failure)) {
                        log.atInfo()
                                .addKeyValue("topic", record.topic())
                                .addKeyValue("offset", record.offset())
                                .log("message left to the worker that has its queue now");
                        return;
                    }
                    toDeadLetters.accept(record, failure);
                    meters.setAside(record.topic());
                    tell(record, failure, events);
                },
                NO_RETRY);
        handler.setBackOffFunction((record, failure) -> backOff(record, problem(failure)));
        handler.setRetryListeners((record, failure, attempt) -> {
            if (problem(failure).kind().retryable()) {
                meters.retried(Dependency.of(failure));
            }
        });
        handler.setLogLevel(org.springframework.kafka.KafkaException.Level.DEBUG);
        return handler;
    }

    BackOff backOff(ConsumerRecord<?, ?> record, Problem problem) {
        if (!problem.kind().retryable()) {
            return NO_RETRY;
        }
        return record.value() instanceof TaskMessage task && task.waitedFor() ? FEW_TRIES : patience;
    }

    private static void tell(ConsumerRecord<?, ?> record, Exception failure, Events events) {
        Problem problem = problem(failure);
        if (record.value() instanceof TaskMessage task) {
            log.atLevel(problem.kind() == Kind.DEFECT ? Level.WARN : Level.INFO)
                    .addKeyValue("migration", task.migration())
                    .addKeyValue("task", task.ref().key())
                    .addKeyValue("problem", problem.sentence())
                    .setCause(problem.kind() == Kind.DEFECT ? failure : null)
                    .log("task set aside");
            events.publish(new TaskFailed(task.ref(), problem));
        } else {
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("offset", record.offset())
                    .log("unreadable message set aside");
        }
    }

    /** The problem behind a listener's failure, in words for the user. */
    static Problem problem(Throwable failure) {
        for (Throwable cause : ProblemException.causes(failure).toList()) {
            if (cause instanceof ProblemException known) {
                return known.problem();
            }
            if (cause instanceof IOException broken) {
                return new Problem(Kind.UNREACHABLE, "reading or writing storage failed: " + broken);
            }
        }
        return new Problem(Kind.DEFECT, "unexpected failure in m2m: " + ProblemException.innermost(failure));
    }
}
