package io.m2m.common.model;

import java.util.Objects;
import java.util.stream.Stream;
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
        return causes(failure).reduce(failure, (outer, inner) -> inner);
    }

    /** The failure itself and what caused it, the outermost first. */
    public static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /** Whether it, or anything that caused it, is of that kind. */
    public static boolean causedBy(Class<? extends Throwable> kind, Throwable failure) {
        return causes(failure).anyMatch(kind::isInstance);
    }

    public Problem problem() {
        return problem;
    }

    public boolean retryable() {
        return problem.kind().retryable();
    }
}
