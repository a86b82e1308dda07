package io.m2m.common.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The id of a migration: the same for the same source, staging and target, so that running a configuration again continues
 * it. Credentials, limits and policies may change in between, and so may the choice of collections and where the source's folders
 * were moved to.
 */
public final class MigrationId {
    /** 64 bits: enough to tell the migrations of one staging apart. */
    private static final int BYTES = 8;

    private MigrationId() {}

    /** @return {@code m-} and 16 hex digits, fit for a file name and a topic key */
    public static String of(MigrationConfig config) {
        List<String> places = new ArrayList<>();
        switch (config.source()) {
            case SourceConfig.Local local -> local.named().forEach(folder -> places.add(place(folder)));
            case SourceConfig.Remote remote -> places.add(place(remote.bucket()));
        }
        places.add(
                switch (config.target().staging()) {
                    case StagingConfig.Local local -> place(local.outputDir());
                    case StagingConfig.Remote remote -> place(remote.bucket());
                });
        Milvus2xConfig server = config.target().milvus2x();
        places.add(server.endpoint() == null ? "" : place(server.endpoint(), server.tls()));
        places.add(server.database() == null ? "" : server.database());
        byte[] digest = sha256(String.join("\n", places));
        return "m-" + HexFormat.of().formatHex(digest, 0, BYTES);
    }

    private static String place(Path folder) {
        return folder.toAbsolutePath().normalize().toString();
    }

    /** The URL as it always went into an id, which knows no port of a URL that names none: a change would be another migration. */
    private static String place(String endpoint, TlsConfig tls) {
        if (endpoint.contains("://")) {
            return endpoint;
        }
        return (tls.enabled() ? "https://" : "http://") + endpoint + (endpoint.matches(".*:\\d+") ? "" : ":19530");
    }

    private static String place(BucketConfig bucket) {
        String endpoint = bucket.endpoint() == null ? "" : bucket.endpoint();
        return bucket.cloud() + " " + endpoint + " " + bucket.bucket() + "/" + bucket.folder();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
