package io.m2m.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunFollowerTest {
    private final List<StatusMessage> seen = new ArrayList<>();
    private final RunFollower follower = new RunFollower("m", 2, seen::add);

    @Test
    void endsWithTheVerdictOfItsRun() {
        MigrationStatus end = status("m", 2, Verdict.VERIFIED, Instant.EPOCH);

        follower.accept(status("m", 2, null, null));
        assertThat(follower.end()).isEmpty();
        follower.accept(end);

        assertThat(follower.end()).contains(end);
        assertThat(seen).hasSize(2);
    }

    @Test
    void passesOverOtherMigrationsAndEarlierRuns() {
        follower.accept(status("other", 2, Verdict.VERIFIED, Instant.EPOCH));
        follower.accept(status("m", 1, Verdict.VERIFIED, Instant.EPOCH));

        assertThat(follower.end()).isEmpty();
        assertThat(seen).isEmpty();
    }

    @Test
    void waitsForTheReportAfterTheVerdict() {
        follower.accept(status("m", 2, Verdict.VERIFIED, null));

        assertThat(follower.end()).isEmpty();
    }

    private static MigrationStatus status(String migration, long run, Verdict verdict, Instant finished) {
        return new MigrationStatus(
                migration,
                run,
                Command.MIGRATE,
                Level.FULL,
                "S",
                false,
                List.of(),
                0,
                verdict,
                null,
                null,
                null,
                Limits.NONE,
                null,
                Instant.EPOCH,
                finished);
    }
}
