package io.m2m.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.message.Command;
import io.m2m.common.message.Event.CollectionPrepared;
import io.m2m.common.message.Event.ImportCompleted;
import io.m2m.common.message.Event.ImportSubmitted;
import io.m2m.common.message.Event.LimitsChanged;
import io.m2m.common.message.Event.MigrationPlanned;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Event.TargetChecked;
import io.m2m.common.message.Event.TaskFailed;
import io.m2m.common.message.Event.TaskPlanned;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.PlanEntry;
import io.m2m.common.message.TaskRef;
import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every dump reads 1000 bytes and leaves 900 in staging; four tasks of a kind may be sent at a time. */
class LimitsTest {
    @Test
    void asManyImportsAreUnderWayAsTheLimitSays() {
        Play play = running(4, imports(2));
        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        for (int task = 0; task < 4; task++) {
            play.dumped("t" + task);
        }
        assertThat(queued(play, "IMPORT")).isEqualTo(2);

        TaskRef accepted = play.take("IMPORT/t0");
        play.on(new ImportSubmitted(accepted, "7"));
        assertThat(play.queue).doesNotContainKey("IMPORT/t2");

        play.on(new ImportCompleted(accepted, 90));
        assertThat(play.queue).containsKey("IMPORT/t2");
    }

    @Test
    void moreImportsAreSentWhereTheTargetTakesSeveralTasksInOne() {
        Play play = new Play(new Room(8, 0, 2)).requesting(Command.MIGRATE);
        play.plan("c", 8, 0);
        play.on(new TargetChecked(play.take("CHECK_TARGET/migration"), "2.6.24", 1_024));
        play.on(new CollectionPrepared(play.take("PREPARE/c")));

        for (int task = 0; task < 8; task++) {
            play.dumped("t" + task);
        }

        assertThat(queued(play, "IMPORT")).isEqualTo(4);
    }

    @Test
    void aWiderLimitTakesEffectAtOnce() {
        Play play = running(4, imports(1));
        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        for (int task = 0; task < 4; task++) {
            play.dumped("t" + task);
        }
        assertThat(queued(play, "IMPORT")).isEqualTo(1);

        play.on(new LimitsChanged(Play.ID, imports(3)));

        assertThat(queued(play, "IMPORT")).isEqualTo(3);
        assertThat(play.status().limits()).isEqualTo(imports(3));
    }

    @Test
    void dumpsWaitUntilStagingHasRoom() {
        Play play = running(4, staging(2500L));
        assertThat(queued(play, "DUMP")).isEqualTo(2);
        play.on(new CollectionPrepared(play.take("PREPARE/c")));

        play.dumped("t0");
        play.dumped("t1");
        assertThat(queued(play, "DUMP")).isZero();

        play.imported("t0");
        assertThat(play.queue).containsKey("DUMP/t2");
    }

    @Test
    void aTaskLargerThanTheBudgetGoesAlone() {
        Play play = running(2, staging(10L));
        assertThat(queued(play, "DUMP")).isEqualTo(1);
        play.on(new CollectionPrepared(play.take("PREPARE/c")));

        play.dumped("t0");
        assertThat(queued(play, "DUMP")).isZero();

        play.imported("t0");
        assertThat(queued(play, "DUMP")).isEqualTo(1);
    }

    @Test
    void whatACollectionThatFailedLeftInStagingIsNotWaitedFor() {
        Play play = Play.requested(Command.MIGRATE);
        TaskRef planning = play.take("PLAN/migration");
        play.taskPlanned(planning, "c", 1);
        play.on(new TaskPlanned(planning, "u0", "d", "_default", 100, 500, new PlanEntry(0, 1), null));
        play.on(new MigrationPlanned(planning, List.of(Play.planned("c", 1, 0), Play.planned("d", 1, 0)), null));
        play.on(new LimitsChanged(Play.ID, staging(10L)));
        play.on(new TargetChecked(play.take("CHECK_TARGET/migration"), "2.3.5", 1));
        play.dumped("t0");
        assertThat(play.queue).doesNotContainKey("DUMP/u0");

        play.on(new TaskFailed(play.take("PREPARE/c"), new Problem(Kind.TARGET, "refused")));

        assertThat(play.queue).containsKey("DUMP/u0");
    }

    @Test
    void aDumpAloneNeverWaitsForImports() {
        Play play = Play.requested(Command.DUMP);
        play.on(new LimitsChanged(Play.ID, staging(10L)));

        play.plan("c", 4, 0);

        assertThat(queued(play, "DUMP")).isEqualTo(4);
    }

    @Test
    void dumpsAreSpreadOverTime() {
        Play play = running(4, new Limits(null, null, 100L, null));
        assertThat(queued(play, "DUMP")).isEqualTo(1);

        play.pace(play.clock.plusSeconds(9));
        assertThat(queued(play, "DUMP")).isEqualTo(1);

        play.pace(play.clock.plusSeconds(2));
        assertThat(queued(play, "DUMP")).isEqualTo(2);
    }

    @Test
    void importsAreSpreadOverTime() {
        Play play = running(4, new Limits(null, null, null, 100L));
        play.on(new CollectionPrepared(play.take("PREPARE/c")));
        for (int task = 0; task < 4; task++) {
            play.dumped("t" + task);
        }
        assertThat(queued(play, "IMPORT")).isEqualTo(1);

        play.pace(play.clock.plusSeconds(10));
        assertThat(queued(play, "IMPORT")).isEqualTo(2);
    }

    @Test
    void aFasterRatePaysOffSooner() {
        Play play = running(4, new Limits(null, null, 1L, null));
        play.on(new LimitsChanged(Play.ID, new Limits(null, null, 1000L, null)));
        assertThat(queued(play, "DUMP")).isEqualTo(1);

        play.pace(play.clock.plusSeconds(1));

        assertThat(queued(play, "DUMP")).isEqualTo(2);
    }

    @Test
    void aRateThatIsLiftedHoldsNothingBack() {
        Play play = running(4, new Limits(null, null, 1L, null));

        play.on(new LimitsChanged(Play.ID, Limits.NONE));

        assertThat(queued(play, "DUMP")).isEqualTo(4);
    }

    @Test
    void limitsOutliveARestartAndARun() {
        Play play = running(4, new Limits(2, 2500L, null, null));

        play.restart();
        assertThat(play.status().limits()).isEqualTo(new Limits(2, 2500L, null, null));
        play.dumped("t0");
        assertThat(play.queue).doesNotContainKey("DUMP/t2");

        play.on(new TaskFailed(play.take("DUMP/t1"), new Problem(Kind.UNREACHABLE, "gone")));
        play.on(new MigrationRequested(Play.ID, Play.RUN + 1, Command.MIGRATE, Level.FULL));
        assertThat(play.status().limits()).isEqualTo(new Limits(2, 2500L, null, null));
    }

    @Test
    void limitsOfAnUnknownMigrationChangeNothing() {
        Play play = new Play();

        play.on(new LimitsChanged(Play.ID, imports(1)));

        assertThat(play.migration.status().messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void aLimitOfNothingIsRefused(long nothing) {
        assertThatThrownBy(() -> staging(nothing)).hasMessageContaining("stagingBytes must be 1 or more");
        assertThatThrownBy(() -> imports((int) nothing)).hasMessageContaining("importsInFlight must be 1 or more");
    }

    private static Limits imports(int limit) {
        return new Limits(limit, null, null, null);
    }

    private static Limits staging(@Nullable Long bytes) {
        return new Limits(null, bytes, null, null);
    }

    private static long queued(Play play, String step) {
        return play.queue.keySet().stream()
                .filter(key -> key.startsWith(step + "/"))
                .count();
    }

    private static Play running(int tasks, Limits limits) {
        Play play = Play.requested(Command.MIGRATE);
        play.on(new LimitsChanged(Play.ID, limits));
        play.plan("c", tasks, 0);
        play.on(new TargetChecked(play.take("CHECK_TARGET/migration"), "2.3.5", 1));
        return play;
    }
}
