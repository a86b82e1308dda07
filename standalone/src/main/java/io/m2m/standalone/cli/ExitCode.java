package io.m2m.standalone.cli;

import io.m2m.common.message.StatusMessage.MigrationStatus;
import io.m2m.common.model.Problem;

/** What a command tells the shell. An interrupted one ends with 130 or 143, which the JVM gives by itself. */
final class ExitCode {
    /** All that was asked is done, and it checked out. */
    static final int DONE = 0;
    /** Finished, but something differs or is quarantined. */
    static final int DIFFERS = 1;
    /** The command line or the configuration is wrong. */
    static final int USAGE = Problem.Kind.CONFIGURATION.exitCode();
    /** A defect of m2m itself. */
    static final int DEFECT = Problem.Kind.DEFECT.exitCode();

    private ExitCode() {}

    /** A run that ended without a verdict has not succeeded, whatever else it says. */
    static int of(MigrationStatus end) {
        Problem problem = end.problem();
        if (problem != null) {
            return problem.kind().exitCode();
        }
        if (end.verdict() == null) {
            return DEFECT;
        }
        return end.verdict().good() ? DONE : DIFFERS;
    }
}
