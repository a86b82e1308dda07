package io.m2m.common.wiring;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.web.server.PortInUseException;

/** Why a service did not start, in one sentence. */
public final class StartFailures {
    private StartFailures() {}

    /**
     * Starts something of Spring's.
     *
     * @param own what the caller can say of a cause better than is said here
     * @throws ProblemException when it fails for a reason that the user can do something about
     */
    public static <T> T orProblem(Supplier<T> start, Function<Throwable, Optional<String>> own) {
        try {
            return start.get();
        } catch (RuntimeException failure) {
            ProblemException problem = problem(failure, own);
            throw problem == null ? failure : problem;
        }
    }

    public static <T> T orProblem(Supplier<T> start) {
        return orProblem(start, cause -> Optional.empty());
    }

    private static @Nullable ProblemException problem(Throwable failure, Function<Throwable, Optional<String>> own) {
        BindException unreadable = null;
        for (Throwable cause : ProblemException.causes(failure).toList()) {
            Optional<String> sentence = own.apply(cause);
            if (sentence.isPresent()) {
                return refused(sentence.get(), failure);
            }
            switch (cause) {
                case ProblemException known -> {
                    return known;
                }
                case UnboundConfigurationPropertiesException unknown -> {
                    return refused(
                            "there is no property " + names(unknown)
                                    + "; docs/operations.md lists what a service can be told",
                            failure);
                }
                case PortInUseException taken -> {
                    return refused(
                            "port " + taken.getPort() + " is in use by another process;"
                                    + " name a free one with --server.port",
                            failure);
                }
                case BindException bind -> unreadable = bind;
                default -> {}
            }
        }
        return unreadable == null ? null : refused(sentence(unreadable), failure);
    }

    private static String names(UnboundConfigurationPropertiesException unknown) {
        return String.join(
                ", ",
                unknown.getUnboundProperties().stream()
                        .map(property -> property.getName().toString())
                        .toList());
    }

    /** Without the value, which may be a secret in the wrong place. */
    private static String sentence(BindException unreadable) {
        ConfigurationProperty property = unreadable.getProperty();
        return "the value of " + (property == null ? unreadable.getName() : property.getName())
                + " is not what it takes; docs/operations.md lists what a service can be told";
    }

    private static ProblemException refused(String sentence, Throwable cause) {
        return new ProblemException(Kind.CONFIGURATION, sentence, cause);
    }
}
