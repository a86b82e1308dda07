package io.m2m.common.model;

/**
 * Why something did not work, in one sentence for the person who runs it.
 *
 * @param kind decides the exit code and whether trying again can help
 * @param sentence what, where, why and what to do; never a secret, never a stack trace
 */
public record Problem(Kind kind, String sentence) {
    public Problem {
        sentence = Printable.line(sentence);
    }

    /** The families of failures that users tell apart. */
    public enum Kind {
        /** The command line, the configuration or a named input is wrong: exit code 2. */
        CONFIGURATION(2),
        /** Something needed could not be reached: exit code 3. The only kind that is worth another try. */
        UNREACHABLE(3),
        /** Something needed refused the credentials: exit code 3. */
        REFUSED(3),
        /** Data on one side is damaged or contradicts itself: the part is quarantined, exit code 1. */
        DAMAGED(1),
        /** The target refused or lost something it should have taken: exit code 1. */
        TARGET(1),
        /** A person ended the run before its end: exit code 1. */
        CANCELLED(1),
        /** A defect of m2m itself: exit code 4. */
        DEFECT(4);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }

        public boolean retryable() {
            return this == UNREACHABLE;
        }

        /** Whether it lies with something that everything needs, so that nothing else can go on either. */
        public boolean stopsTheRun() {
            return this == UNREACHABLE || this == REFUSED;
        }
    }
}
