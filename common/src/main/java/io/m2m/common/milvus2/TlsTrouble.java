package io.m2m.common.milvus2;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.config.TlsConfig;
import io.m2m.common.model.ProblemException;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.shaded.io.grpc.Grpc;
import io.milvus.shaded.io.grpc.ManagedChannel;
import io.milvus.shaded.io.grpc.ManagedChannelBuilder;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import io.milvus.shaded.io.grpc.netty.shaded.io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;

/**
 * What the two sides disagree about when a server is there and TLS does not come about. The SDK waits until a connection
 * stands and tells all of that as no answer in time; a call that does not wait is told the reason.
 */
final class TlsTrouble {
    private static final Duration LOOK = Duration.ofSeconds(5);
    /** How the JDK begins to say that a certificate is for another host. */
    private static final String OTHER_NAME = "No subject alternative";

    private final Milvus2xConfig config;

    TlsTrouble(Milvus2xConfig config) {
        this.config = config;
    }

    /** A sentence, or empty when it is something else or nothing. */
    Optional<String> sentence() {
        TlsConfig tls = config.tls();
        Optional<StatusRuntimeException> failure = look(tls);
        if (failure.isEmpty() || ProblemException.causedBy(ConnectException.class, failure.get())) {
            return Optional.empty();
        }
        return tls.enabled() ? ofHandshake(failure.get()) : ofPlainText();
    }

    private Optional<String> ofHandshake(StatusRuntimeException failure) {
        if (ProblemException.causedBy(NotSslRecordException.class, failure)) {
            return said("does not speak TLS; take target.milvus2x.tls and https:// out of the configuration");
        }
        String reason = ProblemException.innermost(failure).getMessage();
        if (ProblemException.causedBy(CertificateException.class, failure)) {
            return reason.startsWith(OTHER_NAME)
                    ? said("shows the certificate of another host (" + reason
                            + "); correct the endpoint or name that host in target.milvus2x.tls.serverName")
                    : said("shows a certificate that is not trusted (" + reason
                            + "); name the PEM file of its authority in target.milvus2x.tls.ca");
        }
        return ProblemException.causedBy(SSLHandshakeException.class, failure)
                ? said("refuses the TLS connection (" + reason + "); where it wants certificates of its clients, name"
                        + " one that it trusts in target.milvus2x.tls.cert and key")
                : Optional.empty();
    }

    /** A server that wants TLS hangs up on plain text without a word; whether it does is seen by speaking TLS. */
    private Optional<String> ofPlainText() {
        Optional<StatusRuntimeException> failure = look(new TlsConfig(true, null, null, null, null));
        return failure.isEmpty() || ProblemException.causedBy(SSLHandshakeException.class, failure.get())
                ? said(
                        "speaks TLS only; set target.milvus2x.tls.enabled to true, and tls.ca where the JDK does not trust"
                                + " its certificate")
                : Optional.empty();
    }

    private Optional<String> said(String what) {
        return Optional.of("Milvus at " + config.url() + " " + what);
    }

    /** How one call fails that does not wait for a connection. */
    private Optional<StatusRuntimeException> look(TlsConfig tls) {
        URI server = URI.create(config.url());
        ManagedChannelBuilder<?> builder =
                Grpc.newChannelBuilderForAddress(server.getHost(), server.getPort(), TlsFiles.credentials(tls));
        if (tls.serverName() != null) {
            builder.overrideAuthority(tls.serverName());
        }
        ManagedChannel channel = builder.build();
        try {
            MilvusServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(LOOK.toMillis(), TimeUnit.MILLISECONDS)
                    .getVersion(GetVersionRequest.getDefaultInstance());
            return Optional.empty();
        } catch (StatusRuntimeException failure) {
            return Optional.of(failure);
        } finally {
            channel.shutdownNow();
        }
    }
}
