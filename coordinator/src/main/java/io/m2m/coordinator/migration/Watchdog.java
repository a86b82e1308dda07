package io.m2m.coordinator.migration;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends again what has not been heard of. Doing it in vain is harmless: every effect is idempotent. */
final class Watchdog {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
    /** A running task that is silent for this long is sent again. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private final Board board;

    Watchdog(Board board) {
        this.board = board;
    }

    void look() {
        if (!board.isActive()) {
            return;
        }
        for (TaskRecord task : board.silentSince(board.now().minus(SILENCE))) {
            log.atWarn()
                    .addKeyValue("migration", board.migration().migration())
                    .addKeyValue("task", task.key())
                    .log("task not heard of, sent again");
            board.sendAgain(task);
        }
    }
}
