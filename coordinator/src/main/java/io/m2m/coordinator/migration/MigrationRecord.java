package io.m2m.coordinator.migration;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is remembered of a migration as a whole. */
public record MigrationRecord(
        String migration,
        long run,
        Command command,
        Level level,
        MigrationState state,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Verdict verdict,
        @Nullable Problem problem) {

    MigrationRecord in(MigrationState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("migration " + migration + " cannot go from " + state + " to " + next);
        }
        return new MigrationRecord(migration, run, command, level, next, startedAt, finishedAt, verdict, problem);
    }

    MigrationRecord finished(Instant at, Verdict end, @Nullable Problem why) {
        MigrationRecord last = in(MigrationState.FINISHED);
        return new MigrationRecord(migration, run, command, level, last.state, startedAt, at, end, why);
    }
}
