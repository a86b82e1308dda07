package io.m2m.common.wiring;

import io.m2m.common.config.TlsConfig;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** TLS by PEM files, for the JDK's client. */
public final class PemTls {
    private PemTls() {}

    /**
     * @return empty when the JDK's own will do
     * @throws ProblemException CONFIGURATION when a file cannot be used
     */
    public static Optional<SSLContext> context(TlsConfig tls) {
        if (!tls.enabled() || tls.ca() == null && tls.cert() == null && tls.serverName() == null) {
            return Optional.empty();
        }
        PemSslStoreDetails own =
                PemSslStoreDetails.forCertificate(location(tls.cert())).withPrivateKey(location(tls.key()));
        PemSslStoreDetails trusted = PemSslStoreDetails.forCertificate(location(tls.ca()));
        try {
            SslManagerBundle managers =
                    SslBundle.of(new PemSslStoreBundle(own, trusted)).getManagers();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trusting(managers.getTrustManagers(), tls.serverName()), null);
            return Optional.of(context);
        } catch (RuntimeException | GeneralSecurityException unusable) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "the files of target.milvus2x.tls cannot be used: "
                            + ProblemException.innermost(unusable).getMessage(),
                    unusable);
        }
    }

    private static TrustManager[] trusting(TrustManager[] managers, @Nullable String serverName) {
        if (serverName == null) {
            return managers;
        }
        return Stream.of(managers)
                .map(manager ->
                        manager instanceof X509ExtendedTrustManager each ? new NamedServer(each, serverName) : manager)
                .toArray(TrustManager[]::new);
    }

    private static @Nullable String location(@Nullable Path file) {
        return file == null ? null : file.toUri().toString();
    }
}
