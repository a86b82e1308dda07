package io.m2m.standalone.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Command;
import io.m2m.common.message.Level;
import io.m2m.common.message.Limits;
import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private final StringWriter err = new StringWriter();
    private final TurnedClock clock = new TurnedClock();
    private final ProgressLines lines = new ProgressLines(new PrintWriter(err), clock);

    @Test
    void writesALineEveryFewSecondsWithPaceAndRemainingTime() {
        show("DUMPING", 1_000);
        clock.seconds(1);
        show("DUMPING", 2_000);
        clock.seconds(4);
        show("DUMPING", 41_000);

        assertThat(err.toString().lines())
                .containsExactly(
                        "dumping: dump 1% (1,000 of 100,000 rows)",
                        "dumping: dump 41% (41,000 of 100,000 rows) 8,000 rows/s, 4.1 MB/s, 7 s left");
    }

    @Test
    void writesALineAtOnceWhenTheStateChanges() {
        show("DUMPING", 1_000);
        show("LOADING", 1_000);

        assertThat(err.toString().lines()).hasSize(2);
    }

    @Test
    void doesNotRepeatALineThatSaysNothingNew() {
        show("PLANNED", 0);
        clock.seconds(60);
        show("PLANNED", 0);

        assertThat(err.toString().lines()).containsExactly("planned");
    }

    @Test
    void saysWhenARunIsPausedAndWhenItGoesOn() {
        show("RUNNING", false, 0);
        show("RUNNING", true, 0);
        show("RUNNING", true, 0);
        show("RUNNING", false, 0);

        assertThat(err.toString().lines()).containsExactly("running", "running, paused", "running");
    }

    private void show(String state, long rows) {
        show(state, false, rows);
    }

    private void show(String state, boolean paused, long rows) {
        PhaseProgress dump = new PhaseProgress("dump", 0, 7, rows, 100_000, rows * 512, 51_200_000, null, null, null);
        lines.show(new MigrationStatus(
                "m",
                1,
                Command.MIGRATE,
                Level.FULL,
                state,
                paused,
                List.of(dump),
                0,
                null,
                null,
                null,
                null,
                Limits.NONE,
                null,
                Instant.EPOCH,
                null));
    }

    /** Stands still until it is turned. */
    private static final class TurnedClock extends Clock {
        private Instant now = Instant.EPOCH;

        void seconds(long seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
