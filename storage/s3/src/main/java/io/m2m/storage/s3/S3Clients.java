package io.m2m.storage.s3;

import io.m2m.common.config.BucketConfig;
import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Makes clients that give up in time and that every S3-compatible store understands. */
final class S3Clients {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Silence on an open connection; also bounds each read of an object's body. */
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** One attempt; a part of 8 MiB within it needs 70 KiB/s. */
    private static final Duration ATTEMPT = Duration.ofMinutes(2);
    /** A call with all its attempts and the pauses between them. */
    private static final Duration CALL = Duration.ofMinutes(5);

    private static final int ATTEMPTS = 4;
    private static final int CONNECTIONS = 256;

    private S3Clients() {}

    /** @param retried told of every attempt at a call after its first */
    static S3Client of(BucketConfig config, S3Endpoint endpoint, Runnable retried) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(endpoint.region()))
                .credentialsProvider(credentials(config))
                .forcePathStyle(endpoint.pathStyle())
                // Signed in chunks, or with trailing checksums, an upload is refused by stores that are only like S3.
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE)
                        .connectionAcquisitionTimeout(SILENCE)
                        .maxConnections(CONNECTIONS)
                        .tcpKeepAlive(true))
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL)
                        .addExecutionInterceptor(new RetryCount(retried))
                        // Exponential pauses with jitter, and fewer attempts while most of them fail.
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
        if (endpoint.url() != null) {
            builder.endpointOverride(endpoint.url());
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(BucketConfig config) {
        if (config.useIAM()) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                Objects.requireNonNull(config.ak()).reveal(),
                Objects.requireNonNull(config.sk()).reveal()));
    }
}
