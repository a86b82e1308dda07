package io.m2m.coordinator.migration;

import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends again what has not been heard of. Doing it in vain is harmless: every effect is idempotent. */
final class Watchdog {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
    /** A running task that is silent for this long is sent again. */
    private static final Duration SILENCE = Duration.ofSeconds(45);
    /** So often the report of a run that a problem ends is sent: it is not worth waiting for any longer. */
    private static final int REPORTS = 3;

    private final Board board;

    Watchdog(Board board) {
        this.board = board;
    }

    void look() {
        if (!board.isActive()) {
            return;
        }
        for (TaskRecord task : board.silentSince(board.now().minus(SILENCE))) {
            if (board.migration().isEnding() && task.attempt() >= REPORTS) {
                Problem problem = Objects.requireNonNull(board.migration().problem());
                board.finish(Verdict.of(problem), problem, false);
                return;
            }
            log.atWarn()
                    .addKeyValue("migration", board.migration().migration())
                    .addKeyValue("task", task.key())
                    .log("task not heard of, sent again");
            board.sendAgain(task);
        }
    }
}
