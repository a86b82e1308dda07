package io.m2m.common.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code target.milvus2x.tls.*}; all files are PEM.
 *
 * @param enabled whether the connection is encrypted
 * @param ca certificates that the server's must descend from; absent for those the JDK trusts
 * @param cert client certificate, when the server wants one; only with {@code ca}
 * @param key private key of {@code cert}
 * @param serverName name to expect in the server's certificate; absent for the endpoint's host
 */
public record TlsConfig(
        boolean enabled,
        @Nullable Path ca,
        @Nullable Path cert,
        @Nullable Path key,
        @Nullable String serverName) {
    public TlsConfig {
        if ((cert == null) != (key == null)) {
            throw new IllegalArgumentException("a client certificate and its key belong together");
        }
        if (cert != null && ca == null) {
            throw new IllegalArgumentException("a client certificate needs the authorities that are trusted");
        }
    }

    /** Whether both sides show a certificate. */
    public boolean mutual() {
        return cert != null;
    }

    /** Plain text. */
    public static TlsConfig off() {
        return new TlsConfig(false, null, null, null, null);
    }
}
