package io.m2m.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.model.Problem;
import io.m2m.common.model.Problem.Kind;
import java.security.cert.CertificateException;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

class KafkaProblemsTest {
    private static final KafkaSettings SETTINGS =
            new KafkaSettings("broker:9092", Map.of(), "m2m.", 8, (short) 1, true);

    @Test
    void refusedCredentialsAreNoSilence() {
        Problem problem = of(new SaslAuthenticationException("Authentication failed during authentication"));

        assertThat(problem.kind()).isEqualTo(Kind.REFUSED);
        assertThat(problem.sentence())
                .startsWith("Kafka at broker:9092 refused the credentials (Authentication failed");
    }

    @Test
    void aCertificateThatThisSideDoesNotTrustIsSaidToBeThat() {
        SSLHandshakeException handshake = new SSLHandshakeException("PKIX path building failed");
        handshake.initCause(new CertificateException("unable to find valid certification path"));

        Problem problem = of(new SslAuthenticationException("SSL handshake failed", handshake));

        assertThat(problem.kind()).isEqualTo(Kind.REFUSED);
        assertThat(problem.sentence())
                .contains("shows a certificate that is not trusted (unable to find valid certification path)")
                .contains("ssl.truststore.location");
    }

    @Test
    void aHandshakeThatTheBrokerEndsAsksForACertificate() {
        SSLHandshakeException handshake = new SSLHandshakeException("Received fatal alert: bad_certificate");

        assertThat(of(new SslAuthenticationException("SSL handshake failed", handshake))
                        .sentence())
                .contains("bad_certificate", "ssl.keystore.location");
    }

    @Test
    void brokersThatTheClientsDoNotSpeakWithAreTooOld() {
        Problem problem = of(new UnsupportedVersionException("The node does not support METADATA"));

        assertThat(problem.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(problem.sentence()).contains("too old", "does not support METADATA", "m2m needs Kafka 2.5");
    }

    @Test
    void aClientThatCannotBeMadeIsTheSettingsFault() {
        Problem problem = KafkaProblems.ofSettings(
                new KafkaException("Failed to create", new KafkaException("no file /run/ca.pem")), SETTINGS);

        assertThat(problem.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(problem.sentence()).contains("a Kafka client setting is wrong (no file /run/ca.pem)");
    }

    @Test
    void aTokenThatIsNotToBeHadIsNoWrongSetting() {
        Problem problem = KafkaProblems.ofSettings(
                new KafkaException("Failed to create", new LoginException("no token from the endpoint")), SETTINGS);

        assertThat(problem.kind()).isEqualTo(Kind.REFUSED);
    }

    private static Problem of(Exception failure) {
        return KafkaProblems.of(new KafkaException(failure), SETTINGS).orElseThrow();
    }
}
