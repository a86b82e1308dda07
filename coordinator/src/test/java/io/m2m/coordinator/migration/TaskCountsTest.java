package io.m2m.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Command;
import io.m2m.common.message.Event.TaskFailed;
import io.m2m.common.message.Event.TaskStarted;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import io.m2m.common.message.StatusMessage.TaskCounts;
import io.m2m.common.message.TaskRef;
import io.m2m.common.model.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskCountsTest {
    private final Play play = Play.requested(Command.DUMP);

    @Test
    void whatNoWorkerHasTakenIsQueued() {
        play.plan("c", 6, 0);

        assertThat(dump().tasks()).isEqualTo(new TaskCounts(6, 0, 0, 0));
    }

    @Test
    void whatAWorkerHasTakenRuns() {
        play.plan("c", 6, 0);

        play.on(new TaskStarted(play.take("DUMP/t0")));

        assertThat(dump().tasks()).isEqualTo(new TaskCounts(5, 1, 0, 0));
    }

    @Test
    void whatIsDoneIsNotAmongThem() {
        play.plan("c", 6, 0);

        play.dumped("t0");

        assertThat(dump().tasks()).isEqualTo(new TaskCounts(5, 0, 0, 0));
        assertThat(dump().doneTasks()).isEqualTo(1);
    }

    @Test
    void whatIsSentAgainIsRetrying() {
        play.plan("c", 2, 0);
        play.on(new TaskStarted(play.take("DUMP/t0")));

        play.watch(play.clock.plus(Duration.ofMinutes(2)));

        assertThat(dump().tasks()).isEqualTo(new TaskCounts(1, 0, 1, 0));
    }

    @Test
    void ofACollectionThatWasGivenUpOnlyTheFailedAreTold() {
        play.plan("c", 6, 0);
        TaskRef failed = play.take("DUMP/t0");

        play.on(new TaskFailed(failed, new Problem(Problem.Kind.DAMAGED, "a sentence")));

        assertThat(dump().tasks()).isEqualTo(new TaskCounts(0, 0, 0, 1));
        assertThat(dump().doneTasks()).isEqualTo(1);
    }

    private PhaseProgress dump() {
        return play.status().phases().getFirst();
    }
}
