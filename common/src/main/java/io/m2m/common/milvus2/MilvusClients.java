package io.m2m.common.milvus2;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.config.TlsConfig;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.milvus.client.MilvusServiceClient;
import io.milvus.param.ConnectParam;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.client.RetryConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes clients that give up in time. Without a deadline a call of the v2 client hangs for ever when the server dies; without
 * a bound on retries the v1 client submits an import up to 75 times.
 */
public final class MilvusClients {
    private static final Duration CONNECT = Duration.ofSeconds(8);

    private final Milvus2xConfig config;

    public MilvusClients(Milvus2xConfig config) {
        this.config = config;
    }

    /** The server, for a sentence. */
    public String address() {
        return config.url();
    }

    /**
     * Collections, partitions, indexes, queries.
     *
     * @param deadline of each call
     * @throws io.m2m.common.model.ProblemException UNREACHABLE when the server does not answer, REFUSED when it refuses the credentials
     *     or one side the other's certificate, CONFIGURATION for files that are not what they should be
     */
    public MilvusClientV2 v2(Duration deadline) {
        ConnectConfig.ConnectConfigBuilder builder = ConnectConfig.builder()
                .uri(config.url())
                .connectTimeoutMs(CONNECT.toMillis())
                .rpcDeadlineMs(deadline.toMillis());
        given(config.database(), builder::dbName);
        given(config.username(), builder::username);
        if (config.password() != null) {
            builder.password(config.password().reveal());
        }
        if (config.token() != null) {
            builder.token(config.token().reveal());
        }
        TlsConfig tls = config.tls();
        if (tls.enabled()) {
            builder.secure(true);
            builder.serverName(serverName(tls));
            path(tls.ca(), tls.mutual() ? builder::caPemPath : builder::serverPemPath);
            path(tls.cert(), builder::clientPemPath);
            path(tls.key(), builder::clientKeyPath);
        }
        return connected(() -> {
            MilvusClientV2 client = new MilvusClientV2(builder.build());
            client.retryConfig(RetryConfig.builder().maxRetryTimes(1).build());
            return client;
        });
    }

    /**
     * Imports: {@code bulkInsert} and its states. Every call is made once.
     *
     * @param deadline of each call
     * @throws io.m2m.common.model.ProblemException as for {@link #v2}
     */
    public MilvusServiceClient v1(Duration deadline) {
        ConnectParam.Builder builder = ConnectParam.newBuilder()
                .withUri(config.url())
                .withConnectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                .withRpcDeadline(deadline.toMillis(), TimeUnit.MILLISECONDS);
        given(config.database(), builder::withDatabaseName);
        if (config.username() != null && config.password() != null) {
            builder.withAuthorization(config.username(), config.password().reveal());
        }
        if (config.token() != null) {
            builder.withToken(config.token().reveal());
        }
        TlsConfig tls = config.tls();
        if (tls.enabled()) {
            builder.withSecure(true);
            builder.withServerName(serverName(tls));
            path(tls.ca(), tls.mutual() ? builder::withCaPemPath : builder::withServerPemPath);
            path(tls.cert(), builder::withClientPemPath);
            path(tls.key(), builder::withClientKeyPath);
        }
        return connected(() -> QuietClient.connect(builder.build()));
    }

    private <T> T connected(Supplier<T> connecting) {
        TlsFiles.check(config.tls());
        try {
            return MilvusFailures.during("connecting", address(), connecting);
        } catch (ProblemException problem) {
            throw problem.retryable() ? understood(problem) : problem;
        }
    }

    private ProblemException understood(ProblemException noAnswer) {
        return new TlsTrouble(config)
                .sentence()
                .map(sentence -> new ProblemException(Problem.Kind.REFUSED, sentence, noAnswer))
                .orElse(noAnswer);
    }

    /** The SDK cannot do without one. */
    private String serverName(TlsConfig tls) {
        return tls.serverName() == null ? URI.create(config.url()).getHost() : tls.serverName();
    }

    private static void given(@Nullable String value, Consumer<String> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    private static void path(@Nullable Path value, Consumer<String> setter) {
        if (value != null) {
            setter.accept(value.toString());
        }
    }
}
