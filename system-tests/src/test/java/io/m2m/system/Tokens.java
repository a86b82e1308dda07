package io.m2m.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Signed tokens as an identity provider issues them; keys and tokens are files, in the place of its addresses. */
final class Tokens {
    static final String AUDIENCE = "kafka";
    /** Whom the tokens are for. */
    static final String USER = "m2m-by-token";

    private static final int BITS = 2048;
    private static final int MINUTES = 60;

    private final Path folder;
    private final RsaJsonWebKey key;

    Tokens(Path folder) {
        this.folder = folder;
        try {
            this.key = RsaJwkGenerator.generateJwk(BITS);
            key.setKeyId("provider");
            Files.writeString(keys(), new JsonWebKeySet(key).toJson());
        } catch (JoseException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The provider's public keys. */
    Path keys() {
        return folder.resolve("jwks.json");
    }

    /** A token of {@link #USER}. */
    Path token() {
        JwtClaims claims = new JwtClaims();
        claims.setSubject(USER);
        claims.setAudience(AUDIENCE);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(MINUTES);
        claims.setStringClaim("scope", "kafka");
        JsonWebSignature signed = new JsonWebSignature();
        signed.setPayload(claims.toJson());
        signed.setKey(key.getPrivateKey());
        signed.setKeyIdHeaderValue(key.getKeyId());
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return Files.writeString(folder.resolve("token.jwt"), signed.getCompactSerialization());
        } catch (JoseException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Settings of a client that logs in with a token. */
    Map<String, String> login() {
        return Map.of(
                "sasl.mechanism",
                "OAUTHBEARER",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
                "sasl.login.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
                "sasl.oauthbearer.token.endpoint.url",
                token().toUri().toString());
    }
}
