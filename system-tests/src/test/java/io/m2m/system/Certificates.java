package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.system.Commands.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Keys that sign themselves, made by the JDK's keytool. A key is {@code NAME.p12}, its certificate {@code NAME.pem}.
 *
 * @param folder where they are
 */
record Certificates(Path folder) {
    static final String PASSWORD = "a-secret-of-the-keys";

    /** Makes a key whose owner is {@code CN=name} on this machine. */
    Certificates with(String name) {
        keytool(
                name,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2");
        keytool(name, "-exportcert", "-rfc", "-file", certificate(name).toString());
        return this;
    }

    Path key(String name) {
        return folder.resolve(name + ".p12");
    }

    Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    /** The key by itself, for servers that are no Java. */
    Path pemKey(String name) throws IOException, GeneralSecurityException {
        char[] password = PASSWORD.toCharArray();
        byte[] key = KeyStore.getInstance(key(name).toFile(), password)
                .getKey(name, password)
                .getEncoded();
        return Files.writeString(
                folder.resolve(name + ".key"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private void keytool(String name, String action, String... more) {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), action));
        command.addAll(List.of(more));
        command.addAll(List.of("-alias", name, "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", key(name).toString(), "-storepass", PASSWORD));
        Ended ended = Commands.start(folder, Map.of(), command).end(1);
        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    }
}
