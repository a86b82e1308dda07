package io.m2m.common.model;

import org.jspecify.annotations.Nullable;

/** A failure that carries the sentence for the user. */
public final class ProblemException extends RuntimeException {
    private final Problem problem;

    public ProblemException(Problem.Kind kind, String sentence) {
        this(kind, sentence, null);
    }

    public ProblemException(Problem.Kind kind, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.problem = new Problem(kind, sentence);
    }

    /** Where a failure began: what the layers above wrapped says it best. */
    public static Throwable innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }

    public Problem problem() {
        return problem;
    }

    public boolean retryable() {
        return problem.kind().retryable();
    }
}
