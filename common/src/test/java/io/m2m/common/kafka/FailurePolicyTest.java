package io.m2m.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Command;
import io.m2m.common.message.Event;
import io.m2m.common.message.Level;
import io.m2m.common.message.PlanTask.PlanMigration;
import io.m2m.common.message.PlanTask.WriteReport;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.metrics.Meters;
import io.m2m.common.model.Problem;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

class FailurePolicyTest {
    private static final Problem AWAY = new Problem(Problem.Kind.UNREACHABLE, "it does not answer");

    private final FailurePolicy policy = new FailurePolicy(Duration.ofSeconds(45));

    @Test
    void givesUpAfterItsPatience() {
        List<Long> pauses =
                pauses(policy.backOff(record("a task"), AWAY)).boxed().toList();

        assertThat(pauses).hasSizeBetween(5, 15);
        assertThat(pauses.stream().mapToLong(pause -> pause).sum()).isBetween(30_000L, 70_000L);
    }

    @Test
    void doesNotHaveAllWorkersComeBackTogether() {
        List<Long> first = LongStream.range(0, 200)
                .map(worker -> pauses(policy.backOff(record("a task"), AWAY))
                        .findFirst()
                        .orElseThrow())
                .boxed()
                .toList();

        assertThat(first).allSatisfy(pause -> assertThat(pause).isBetween(250L, 750L));
        assertThat(first.stream().distinct()).hasSizeGreaterThan(50);
    }

    @Test
    void tellsSoonThatNothingAnswersWhereARunBegins() {
        PlanMigration opening = new PlanMigration(new TaskRef("m", 1, Step.PLAN, TaskRef.WHOLE, 1), Command.MIGRATE);

        assertThat(pauses(policy.backOff(record(opening), AWAY)).sum()).isBetween(1_500L, 5_000L);
    }

    @ParameterizedTest
    @CsvSource({"true, 1500, 5000", "false, 30000, 70000"})
    void waitsLongForAReportUnlessTheRunIsOverWithoutIt(boolean ended, long atLeast, long atMost) {
        WriteReport report = new WriteReport(
                new TaskRef("m", 1, Step.REPORT, TaskRef.WHOLE, 1),
                Command.MIGRATE,
                Level.FULL,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(),
                List.of(),
                ended ? AWAY : null);

        assertThat(pauses(policy.backOff(record(report), AWAY)).sum()).isBetween(atLeast, atMost);
    }

    @Test
    void leavesWhatWasDoneTooLateToTheWorkerThatHasTheQueueNow() {
        List<Event> told = new ArrayList<>();
        DefaultErrorHandler handler = policy.errorHandler(noDeadLetters(), told::add, Meters.none());

        handler.handleOne(new CommitFailedException(), record("a task"), null, null);

        assertThat(told).isEmpty();
    }

    /** Sending would be a failure. */
    private static KafkaOperations<?, ?> noDeadLetters() {
        return (KafkaOperations<?, ?>) Proxy.newProxyInstance(
                KafkaOperations.class.getClassLoader(),
                new Class<?>[] {KafkaOperations.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("isTransactional");
                    return false;
                });
    }

    private static LongStream pauses(BackOff backOff) {
        BackOffExecution execution = backOff.start();
        return LongStream.generate(execution::nextBackOff).takeWhile(pause -> pause != BackOffExecution.STOP);
    }

    private static ConsumerRecord<String, Object> record(Object value) {
        return new ConsumerRecord<>("m2m.dump-tasks", 0, 0, "key", value);
    }
}
