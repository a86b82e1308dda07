package io.m2m.common.kafka;

import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What stands between a starting service and Kafka, in words for the user. */
final class KafkaProblems {
    private KafkaProblems() {}

    /** Empty when the failure is not Kafka's. */
    static Optional<Problem> of(Throwable failure, KafkaSettings settings) {
        return firstKnown(failure, settings)
                .or(() -> isKafkas(failure)
                        ? Optional.of(silent(settings, ProblemException.innermost(failure)))
                        : Optional.empty());
    }

    private static boolean isKafkas(Throwable failure) {
        return ProblemException.causedBy(KafkaException.class, failure)
                || ProblemException.causedBy(org.springframework.kafka.KafkaException.class, failure);
    }

    private static Optional<Problem> firstKnown(Throwable failure, KafkaSettings settings) {
        return ProblemException.causes(failure)
                .flatMap(cause -> known(cause, settings).stream())
                .findFirst();
    }

    /** Of a client that could not even be made: what is wrong lies on this side. */
    static Problem ofSettings(KafkaException failure, KafkaSettings settings) {
        return firstKnown(failure, settings).orElseGet(() -> wrong(named(ProblemException.innermost(failure))));
    }

    /** Of one failure, whatever its causes. */
    static Optional<Problem> known(Throwable cause, KafkaSettings settings) {
        return Optional.ofNullable(
                switch (cause) {
                    case SslAuthenticationException handshake -> handshake(handshake, settings);
                    case AuthenticationException refused -> credentials(refused, settings);
                    case LoginException refused -> credentials(refused, settings);
                    case AuthorizationException refused ->
                        new Problem(
                                Kind.REFUSED,
                                at(settings) + " does not allow what m2m does (" + refused.getMessage()
                                        + "); grant what docs/operations.md lists");
                    case UnsupportedVersionException old ->
                        new Problem(
                                Kind.CONFIGURATION,
                                at(settings) + " is too old (" + old.getMessage() + "); m2m needs Kafka "
                                        + BrokerVersions.OLDEST + " or newer");
                    case ConfigException config -> wrong(settings, config);
                    case TimeoutException timeout -> silent(settings, timeout);
                    default -> null;
                });
    }

    private static Problem credentials(Exception refused, KafkaSettings settings) {
        return new Problem(
                Kind.REFUSED,
                at(settings) + " refused the credentials (" + named(ProblemException.innermost(refused))
                        + "); check the sasl and ssl settings under m2m.kafka.client or in m2m.kafka.client-file");
    }

    /** Either side may have ended it: a certificate failure of our own says that theirs is not trusted. */
    private static Problem handshake(SslAuthenticationException failure, KafkaSettings settings) {
        if (ProblemException.causedBy(CertificateException.class, failure)) {
            return new Problem(
                    Kind.REFUSED,
                    at(settings) + " shows a certificate that is not trusted ("
                            + named(ProblemException.innermost(failure))
                            + "); let ssl.truststore.location, under m2m.kafka.client or in"
                            + " m2m.kafka.client-file, name the authority that signed it");
        }
        return new Problem(
                Kind.REFUSED,
                "the TLS handshake with " + at(settings) + " failed ("
                        + named(ProblemException.innermost(failure))
                        + "); check the ssl settings under m2m.kafka.client or in m2m.kafka.client-file: where brokers"
                        + " want to know who calls, ssl.keystore.location must name a certificate that they trust");
    }

    private static Problem wrong(KafkaSettings settings, ConfigException config) {
        boolean unknownHost = named(config).contains("resolvable");
        return unknownHost ? silent(settings, config) : wrong(named(config));
    }

    private static Problem wrong(String why) {
        return new Problem(
                Kind.CONFIGURATION,
                "a Kafka client setting is wrong (" + why
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
