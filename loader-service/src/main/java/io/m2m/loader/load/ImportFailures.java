package io.m2m.loader.load;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;

/** How an import can end that must not be taken as done, and what the user does then. */
final class ImportFailures {
    private ImportFailures() {}

    static ProblemException tooOften(StagedTask task, int times, String reason) {
        return problem("the " + task.words() + " failed " + times + " times; the target's reason: "
                + (reason.isEmpty() ? "none" : reason)
                + "; see that the server reads the staging it is told, then run the same command again");
    }

    static ProblemException otherRows(StagedTask task, long rows) {
        return problem("the " + task.words() + " ended with " + rows + " rows, its manifest says " + task.rows() + "; "
                + task.startAnew());
    }

    static ProblemException twice(StagedTask task, String one, String other) {
        return problem("the " + task.words() + " was taken as lost and made again, and both jobs, " + one + " and "
                + other + ", completed, so its rows are there twice; " + task.startAnew());
    }

    static ProblemException untold(StagedTask task, String server) {
        return problem("the " + task.words() + " was asked for, and " + server
                + " no longer tells how it ended, so its rows may be there or not; " + task.startAnew());
    }

    private static ProblemException problem(String sentence) {
        return new ProblemException(Kind.TARGET, sentence);
    }
}
