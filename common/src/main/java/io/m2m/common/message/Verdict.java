package io.m2m.common.message;

import io.m2m.common.model.Problem;

/** How a run, or one collection of it, ended. */
public enum Verdict {
    /** Target and source agree at the level asked for. */
    VERIFIED,
    /** All was dumped; the end of {@code dump} alone. */
    DUMPED,
    /** All was imported and the counts agree; the end of {@code load} alone. */
    LOADED,
    /** Something is quarantined or not loaded; the rest agrees. */
    INCOMPLETE,
    /** Target and source differ. */
    MISMATCH,
    /** It could not be carried through. */
    FAILED;

    /** How a run ends that a problem brings to its end before all is done. */
    public static Verdict of(Problem problem) {
        return problem.kind() == Problem.Kind.CANCELLED ? INCOMPLETE : FAILED;
    }

    /** The worse of two, for a whole made of parts. */
    public Verdict and(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public boolean good() {
        return this == VERIFIED || this == DUMPED || this == LOADED;
    }
}
