package io.m2m.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Command;
import io.m2m.common.message.DumpTask.DumpSegments;
import io.m2m.common.message.DumpTask.FindRepeatedIds;
import io.m2m.common.message.Event.CollectionPrepared;
import io.m2m.common.message.Event.MigrationPlanned;
import io.m2m.common.message.Event.PlannedCollection;
import io.m2m.common.message.Event.RepeatedIdsFound;
import io.m2m.common.message.Event.RetryRequested;
import io.m2m.common.message.Event.TargetChecked;
import io.m2m.common.message.Event.TaskFailed;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.DuplicateIds;
import io.m2m.common.model.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policies for which the repeated ids of a collection must be known before any of it is dumped. */
class RepeatedIdsTest {
    private static final Problem REPEATED = new Problem(Problem.Kind.DAMAGED, "collection c is not moved");

    @Test
    void nothingIsDumpedBeforeTheRepeatedIdsAreFound() {
        Play play = running(Command.MIGRATE, DuplicateIds.KEEP_LAST);
        FindRepeatedIds find = (FindRepeatedIds) play.queue.get("FIND_REPEATED_IDS/c");
        assertThat(play.queue).containsOnlyKeys("FIND_REPEATED_IDS/c", "PREPARE/c");

        play.on(new RepeatedIdsFound(play.take("FIND_REPEATED_IDS/c"), 2, 3));

        assertThat(find.duplicateIds()).isEqualTo(DuplicateIds.KEEP_LAST);
        assertThat(play.queue).containsOnlyKeys("DUMP/t0", "DUMP/t1", "PREPARE/c");
        assertThat(((DumpSegments) play.queue.get("DUMP/t0")).duplicateIds()).isEqualTo(DuplicateIds.KEEP_LAST);
    }

    @Test
    void theRestOfTheCourseIsThatOfEveryCollection() {
        Play play = running(Command.MIGRATE, DuplicateIds.KEEP_LAST);
        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        play.on(new RepeatedIdsFound(play.take("FIND_REPEATED_IDS/c"), 2, 3));
        play.dumped("t0");
        play.imported("t0");
        play.dumped("t1");

        play.imported("t1");

        assertThat(play.queue).containsOnlyKeys("FINISH/c");
    }

    @Test
    void aCoordinatorThatTakesOverWaitsForThemToo() {
        Play play = running(Command.DUMP, DuplicateIds.KEEP_LAST);

        play.restart();
        play.on(new RepeatedIdsFound(play.take("FIND_REPEATED_IDS/c"), 0, 0));

        assertThat(play.queue).containsOnlyKeys("DUMP/t0", "DUMP/t1");
    }

    @Test
    void aCollectionThatIsRefusedEndsAndIsNotDumped() {
        Play play = running(Command.MIGRATE, DuplicateIds.FAIL);

        play.on(new TaskFailed(play.take("FIND_REPEATED_IDS/c"), REPEATED));

        assertThat(play.queue).containsOnlyKeys("PREPARE/c", "REPORT/migration");
        assertThat(play.collections.get("c").verdict()).isEqualTo(Verdict.FAILED);
        assertThat(play.collections.get("c").problem()).isEqualTo(REPEATED);
    }

    @Test
    void aRetryLooksForThemAgainBeforeAnythingIsDumped() {
        Play play = new Play();
        play.requesting(Command.DUMP);
        play.planUnder(DuplicateIds.FAIL, 2, "c", "d");
        play.on(new TaskFailed(play.take("FIND_REPEATED_IDS/c"), REPEATED));

        play.on(new RetryRequested(Play.ID, Play.RUN, Play.RUN + 1));
        assertThat(play.queue).containsOnlyKeys("FIND_REPEATED_IDS/c", "FIND_REPEATED_IDS/d");
        play.on(new RepeatedIdsFound(play.take("FIND_REPEATED_IDS/c"), 0, 0));

        assertThat(play.queue).containsOnlyKeys("DUMP/c0", "DUMP/c1", "FIND_REPEATED_IDS/d");
    }

    @Test
    void aCollectionWithoutTasksIsNotLookedAt() {
        Play play = Play.requested(Command.MIGRATE);
        play.planUnder(DuplicateIds.KEEP_LAST, 0, "c");

        play.on(new TargetChecked(play.take("CHECK_TARGET/migration"), "2.3.5", 1));

        assertThat(play.queue).containsOnlyKeys("PREPARE/c");
    }

    @Test
    void whatIsDumpedAlreadyIsNotLookedAt() {
        Play play = Play.requested(Command.VERIFY);
        PlannedCollection dumped = new PlannedCollection("c", "c", 2, 200, 2000, 0, DuplicateIds.KEEP_LAST);

        play.on(new MigrationPlanned(play.take("PLAN/migration"), List.of(dumped), null));

        assertThat(play.queue).containsOnlyKeys("INSPECT/c");
    }

    private static Play running(Command command, DuplicateIds policy) {
        Play play = Play.requested(command);
        play.planUnder(policy, 2, "c");
        if (command.loads()) {
            play.on(new TargetChecked(play.take("CHECK_TARGET/migration"), "2.3.5", 1));
        }
        return play;
    }
}
