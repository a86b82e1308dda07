package io.m2m.storage.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.m2m.common.config.BucketConfig;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;

/** Makes clients that give up in time. */
final class AzureClients {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Silence on an open connection. */
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** One attempt; a part of 8 MiB within it needs 70 KiB/s. */
    private static final Duration ATTEMPT = Duration.ofMinutes(2);

    private AzureClients() {}

    static BlobContainerClient of(BucketConfig config, AzureEndpoint endpoint) {
        HttpClient http = new JdkHttpClientBuilder()
                .connectionTimeout(CONNECT)
                .responseTimeout(SILENCE)
                .readTimeout(SILENCE)
                .writeTimeout(SILENCE)
                .build();
        BlobContainerClientBuilder builder = new BlobContainerClientBuilder()
                .endpoint(endpoint.url())
                .containerName(config.bucket())
                .httpClient(http)
                // Attempts are made by AzureContainer: the SDK cannot make a second one with the JDK's client.
                .retryOptions(new RequestRetryOptions(RetryPolicyType.FIXED, 1, ATTEMPT, (Duration) null, null, null));
        if (config.useIAM()) {
            builder.credential(
                    new DefaultAzureCredentialBuilder().httpClient(http).build());
        } else if (config.sas() != null) {
            builder.sasToken(config.sas().reveal().replaceFirst("^\\?", ""));
        } else {
            builder.credential(new StorageSharedKeyCredential(endpoint.account(), key(config)));
        }
        return builder.buildClient();
    }

    private static String key(BucketConfig config) {
        String key = Objects.requireNonNull(config.sk()).reveal();
        try {
            Base64.getDecoder().decode(key);
            return key;
        } catch (IllegalArgumentException noKey) {
            throw new ProblemException(
                    Problem.Kind.CONFIGURATION,
                    config.section() + ".sk is no key of an Azure storage account, which is Base64; a shared access"
                            + " signature is given as " + config.section() + ".sas");
        }
    }
}
