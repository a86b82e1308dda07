package io.m2m.storage.gcs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** Stands in for what gives Google's tokens: to who signs with the key of a service account, and to who asks on a machine. */
public final class TokenServer implements AutoCloseable {
    private final KeyPair key;
    private final HttpServer server;

    public TokenServer() {
        try {
            key = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(failure);
        }
        server.createContext("/token", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean signed = isSigned(URLDecoder.decode(form, StandardCharsets.UTF_8));
            answer(
                    exchange,
                    signed ? 200 : 400,
                    signed
                            ? "{\"access_token\":\"a-token\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"
                            : "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}");
        });
        server.start();
    }

    private static void answer(com.sun.net.httpserver.HttpExchange exchange, int status, String json)
            throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private boolean isSigned(String form) {
        String[] token = form.substring(form.indexOf("assertion=") + "assertion=".length())
                .split("&")[0]
                .split("\\.");
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.getPublic());
            signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(token[2]));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The file that Google's console gives for a service account. */
    public String serviceAccount() {
        return serviceAccount(key);
    }

    /** Of somebody else. */
    String otherServiceAccount() {
        try {
            return serviceAccount(KeyPairGenerator.getInstance("RSA").generateKeyPair());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String serviceAccount(KeyPair signing) {
        String pem = "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder().encodeToString(signing.getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n";
        return """
                {"type": "service_account", "project_id": "a-project", "private_key_id": "1",
                 "private_key": "%s", "client_email": "mover@a-project.iam.gserviceaccount.com",
                 "client_id": "1", "token_uri": "http://127.0.0.1:%d/token"}
                """.formatted(pem, server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
