package io.m2m.common.wiring;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts what another trusts, if its certificate is of a name that is not that of the address. */
final class NamedServer extends X509ExtendedTrustManager {
    private static final String ANY = "*.";

    private final X509ExtendedTrustManager chains;
    private final String name;

    NamedServer(X509ExtendedTrustManager chains, String name) {
        this.chains = chains;
        this.name = name;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        // Without the connection no name is compared.
        chains.checkServerTrusted(chain, authType);
        Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
        if (names == null || names.stream().noneMatch(each -> isOf(String.valueOf(each.get(1))))) {
            throw new CertificateException("the server's certificate is not of " + name + " but of " + names);
        }
    }

    private boolean isOf(String told) {
        int dot = name.indexOf('.');
        return told.equalsIgnoreCase(name)
                || told.startsWith(ANY) && dot > 0 && name.substring(dot + 1).equalsIgnoreCase(told.substring(2));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        chains.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        chains.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        chains.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chains.getAcceptedIssuers();
    }
}
