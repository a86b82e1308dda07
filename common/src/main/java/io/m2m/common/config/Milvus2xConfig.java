package io.m2m.common.config;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code target.milvus2x.*}: the server and how collections are made on it.
 *
 * @param endpoint {@code host:port} or URL; absent in a configuration that only dumps
 * @param database absent for the server's default
 * @param rename source collection to target collection, {@code collection/tag} to partition
 * @param shards shards of a new collection, 1 to 16; absent for the server's default
 */
public record Milvus2xConfig(
        @Nullable String endpoint,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable Secret token,
        @Nullable String database,
        TlsConfig tls,
        Map<String, String> rename,
        NameRule names,
        String idField,
        String vectorField,
        @Nullable Integer shards,
        IndexChoice index,
        IfExists ifExists,
        ImportWay importWay) {
    /** Hosts of Zilliz Cloud for which the SDK takes 443 where no port is named, by its own words for them. */
    private static final Pattern SERVERLESS =
            Pattern.compile("https://in03-.{20,}zilliz.*.(com|cn)|https://in0\\d-.{15,}serverless.*zilliz.*.(com|cn)");

    public Milvus2xConfig {
        rename = java.util.Collections.unmodifiableMap(new TreeMap<>(rename));
    }

    /**
     * The server's address as a URL of scheme, host and port, so that whoever reads it goes to the same place.
     *
     * @throws ProblemException when the configuration names no server
     */
    public String url() {
        if (endpoint == null) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    "target.milvus2x.endpoint is missing: this command needs the Milvus 2.x server, as host:port");
        }
        String address = endpoint.replaceFirst("/+$", "");
        String url = address.contains("://") ? address : (tls.enabled() ? "https://" : "http://") + address;
        if (url.matches(".*:\\d+")) {
            return url;
        }
        return url + (SERVERLESS.matcher(url).matches() ? ":443" : ":19530");
    }

    /** {@code target.milvus2x.names}: what happens to a name that 2.x refuses. */
    public enum NameRule {
        /** Each refused character becomes {@code _}; a leading digit of a collection gets {@code _} before it. */
        RULE,
        /** The plan stops. */
        FAIL
    }

    /** {@code target.milvus2x.ifExists}: what happens to a collection this migration did not make. */
    public enum IfExists {
        FAIL,
        APPEND,
        REPLACE
    }

    /** {@code target.milvus2x.import}: which of the server's import interfaces is used. */
    public enum ImportWay {
        /** The better one of those the server offers. */
        AUTO,
        /** {@code bulkInsert}, 2.2 and later. */
        GRPC,
        /** REST v2 import jobs, 2.4 and later. */
        REST
    }
}
