package io.m2m.common.kafka;

import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** What stands between a starting service and Kafka, in words for the user. */
final class KafkaProblems {
    private KafkaProblems() {}

    /** Empty when the failure is not Kafka's. */
    static Optional<Problem> of(Throwable failure, KafkaSettings settings) {
        boolean kafkas = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<Problem> known = known(cause, settings);
            if (known.isPresent()) {
                return known;
            }
            kafkas |= cause instanceof KafkaException || cause instanceof org.springframework.kafka.KafkaException;
        }
        return kafkas ? Optional.of(silent(settings, ProblemException.innermost(failure))) : Optional.empty();
    }

    private static Optional<Problem> known(Throwable cause, KafkaSettings settings) {
        return Optional.ofNullable(
                switch (cause) {
                    case AuthenticationException refused ->
                        new Problem(
                                Kind.UNREACHABLE,
                                at(settings) + " refused the credentials (" + refused.getMessage()
                                        + "); check the sasl and ssl settings under m2m.kafka.client"
                                        + " or in m2m.kafka.client-file");
                    case AuthorizationException refused ->
                        new Problem(
                                Kind.UNREACHABLE,
                                at(settings) + " does not allow what m2m does (" + refused.getMessage()
                                        + "); grant what docs/operations.md lists");
                    case ConfigException config -> wrong(settings, config);
                    case TimeoutException timeout -> silent(settings, timeout);
                    default -> null;
                });
    }

    private static Problem wrong(KafkaSettings settings, ConfigException config) {
        boolean unknownHost = named(config).contains("resolvable");
        return unknownHost
                ? silent(settings, config)
                : new Problem(
                        Kind.CONFIGURATION,
                        "a Kafka client setting is wrong (" + config.getMessage()
                                + "); see m2m.kafka.client, m2m.kafka.client-file and m2m.kafka.bootstrap-servers");
    }

    private static Problem silent(KafkaSettings settings, Throwable why) {
        return new Problem(
                Kind.UNREACHABLE,
                at(settings) + " does not answer (" + named(why)
                        + "); see that m2m.kafka.bootstrap-servers names its brokers, that they run and that they are"
                        + " spoken to as they want (m2m.kafka.client.security.protocol)");
    }

    private static String at(KafkaSettings settings) {
        return "Kafka at " + settings.bootstrapServers();
    }

    private static String named(Throwable why) {
        return why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    }
}
