package io.m2m.common.milvus2;

import io.m2m.common.config.TlsConfig;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.milvus.shaded.io.grpc.ChannelCredentials;
import io.milvus.shaded.io.grpc.InsecureChannelCredentials;
import io.milvus.shaded.io.grpc.TlsChannelCredentials;
import io.milvus.shaded.io.grpc.util.CertificateUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** The PEM files of {@code target.milvus2x.tls}. */
final class TlsFiles {
    private TlsFiles() {}

    /** @throws ProblemException CONFIGURATION for a file that cannot be read or does not hold what its key says */
    static void check(TlsConfig tls) {
        if (tls.ca() != null) {
            read("ca", tls.ca(), "certificate", TlsFiles::certificates);
        }
        if (tls.cert() != null && tls.key() != null) {
            read("cert", tls.cert(), "certificate", TlsFiles::certificates);
            read("key", tls.key(), "private key without a password, in PKCS #8", CertificateUtils::getPrivateKey);
        }
    }

    /** What gRPC shows and trusts. */
    static ChannelCredentials credentials(TlsConfig tls) {
        if (!tls.enabled()) {
            return InsecureChannelCredentials.create();
        }
        try {
            return secured(tls);
        } catch (IOException unreadable) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "the files of target.milvus2x.tls cannot be read any more; put them back",
                    unreadable);
        }
    }

    private static ChannelCredentials secured(TlsConfig tls) throws IOException {
        TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
        if (tls.ca() != null) {
            builder.trustManager(tls.ca().toFile());
        }
        if (tls.cert() != null && tls.key() != null) {
            builder.keyManager(tls.cert().toFile(), tls.key().toFile());
        }
        return builder.build();
    }

    private interface Content {
        Object of(InputStream pem) throws IOException, GeneralSecurityException;
    }

    private static Object certificates(InputStream pem) throws GeneralSecurityException {
        Object[] all = CertificateUtils.getX509Certificates(pem);
        if (all.length == 0) {
            throw new GeneralSecurityException("there is none");
        }
        return all;
    }

    private static void read(String key, Path file, String what, Content content) {
        try (InputStream pem = Files.newInputStream(file)) {
            content.of(pem);
        } catch (IOException unreadable) {
            throw refused(key, file, Files.exists(file) ? "cannot be read" : "does not exist", unreadable);
        } catch (GeneralSecurityException | RuntimeException other) {
            throw refused(key, file, "holds no " + what + " in PEM (" + other.getMessage() + ")", other);
        }
    }

    private static ProblemException refused(String key, Path file, String why, Exception cause) {
        return new ProblemException(
                Problem.Kind.CONFIGURATION,
                "target.milvus2x.tls." + key + " names " + file + ", which " + why
                        + "; name a file that the user who runs m2m can read",
                cause);
    }
}
