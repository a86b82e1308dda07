package io.m2m.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.config.Cloud;
import io.m2m.common.config.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureEndpointTest {
    @ParameterizedTest
    @CsvSource({
        ", false, https://files.blob.core.windows.net",
        "core.windows.net, false, https://files.blob.core.windows.net",
        "core.chinacloudapi.cn:443, true, https://files.blob.core.chinacloudapi.cn:443",
        "files.blob.core.usgovcloudapi.net, true, https://files.blob.core.usgovcloudapi.net",
        "https://files.privatelink.example, false, https://files.privatelink.example",
        "127.0.0.1:10000, false, http://127.0.0.1:10000/files",
        "azurite:10000, true, https://azurite:10000/files"
    })
    void findsTheAccountOfAnEndpoint(@Nullable String endpoint, boolean useSSL, String url) {
        BucketConfig config = new BucketConfig(
                "target.remote",
                Cloud.AZURE,
                endpoint,
                null,
                "container",
                "",
                Secret.of("files"),
                Secret.of("a2V5"),
                null,
                false,
                useSSL,
                IfMissing.ADVISE,
                null,
                null);

        assertThat(AzureEndpoint.of(config, "files").url()).isEqualTo(url);
    }
}
