package io.m2m.coordinator.migration;

import io.m2m.common.message.Event.CancelRequested;
import io.m2m.common.message.Event.MigrationRequested;
import io.m2m.common.message.Event.PauseRequested;
import io.m2m.common.message.Event.ResumeRequested;
import io.m2m.common.message.Event.RetryRequested;
import io.m2m.common.message.Event.RunVerb;
import io.m2m.common.message.Limits;
import io.m2m.common.message.Verdict;
import io.m2m.common.model.Problem;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person may ask of a migration. A verb that does not apply changes nothing: it may have been asked twice or too late. */
final class Verbs {
    private static final Logger log = LoggerFactory.getLogger(Verbs.class);
    private static final Problem CANCELLED =
            new Problem(Problem.Kind.CANCELLED, "cancelled by the operator; running the same command again continues");

    private final Board board;
    private final Course course;

    Verbs(Board board, Course course) {
        this.board = board;
        this.course = course;
    }

    void request(MigrationRequested request) {
        if (board.isActive() || (board.isKnown() && board.migration().run() >= request.run())) {
            return;
        }
        board.begin(request);
    }

    void limit(Limits limits) {
        if (board.isKnown()) {
            board.limit(limits);
        }
    }

    void on(RunVerb verb) {
        if (!board.isKnown() || board.migration().run() != verb.run()) {
            return;
        }
        log.atInfo()
                .addKeyValue("migration", verb.migration())
                .addKeyValue("state", board.migration().state())
                .addKeyValue("verb", verb.getClass().getSimpleName())
                .log("the operator asks");
        MigrationRecord migration = board.migration();
        switch (verb) {
            case PauseRequested pause -> {
                if (board.isActive() && !migration.isPaused() && !migration.isEnding()) {
                    board.put(migration.paused(board.now()));
                }
            }
            case ResumeRequested resume -> {
                if (migration.isPaused()) {
                    board.put(migration.resumed());
                }
            }
            case CancelRequested cancel -> {
                if (migration.isOpen()) {
                    course.end(CANCELLED);
                }
            }
            case RetryRequested retry -> retry(retry);
        }
    }

    /** While the report is written, too late for this run, another one is begun, as it is after the end. */
    private void retry(RetryRequested retry) {
        switch (board.migration().state()) {
            case PLANNING, CHECKING, CLEANING -> {}
            case RUNNING -> course.retryFailed();
            case REPORTING, FINISHED -> {
                if (retry.nextRun() > retry.run() && !endsWell()) {
                    MigrationRecord last = board.migration();
                    board.begin(
                            new MigrationRequested(last.migration(), retry.nextRun(), last.command(), last.level()));
                }
            }
        }
    }

    private boolean endsWell() {
        if (board.migration().isEnding()) {
            return false;
        }
        Verdict verdict = board.migration().verdict();
        return verdict != null
                ? verdict.good()
                : board.collections().stream()
                        .allMatch(collection -> Objects.requireNonNullElse(collection.verdict(), Verdict.FAILED)
                                .good());
    }
}
