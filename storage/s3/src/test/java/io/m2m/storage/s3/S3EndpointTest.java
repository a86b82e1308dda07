package io.m2m.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.config.Cloud;
import io.m2m.common.config.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3EndpointTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            AWS     | -                                   | -           | -     | Amazon S3 in us-east-1                     | us-east-1   | false
            AWS     | -                                   | eu-west-1   | -     | Amazon S3 in eu-west-1                     | eu-west-1   | false
            AWS     | -                                   | -           | false | Amazon S3 in us-east-1                     | us-east-1   | true
            AWS     | minio:9000                          | -           | -     | http://minio:9000                          | us-east-1   | true
            AWS     | minio:9000                          | -           | true  | http://minio:9000                          | us-east-1   | false
            AWS     | https://s3.eu-west-1.amazonaws.com  | eu-west-1   | -     | https://s3.eu-west-1.amazonaws.com         | eu-west-1   | false
            AWS     | https://s3.eu-west-1.amazonaws.com  | eu-west-1   | false | https://s3.eu-west-1.amazonaws.com         | eu-west-1   | true
            GCP     | -                                   | -           | -     | https://storage.googleapis.com             | us-east-1   | true
            ALI     | -                                   | cn-hangzhou | -     | https://oss-cn-hangzhou.aliyuncs.com       | cn-hangzhou | false
            ALI     | oss-cn-beijing-internal.aliyuncs.com | cn-beijing | -     | http://oss-cn-beijing-internal.aliyuncs.com | cn-beijing  | false
            TENCENT | -                                   | ap-beijing  | -     | https://cos.ap-beijing.myqcloud.com        | ap-beijing  | false
            """, delimiter = '|')
    void followsFromCloudEndpointAndRegion(
            Cloud cloud,
            @Nullable String endpoint,
            @Nullable String region,
            @Nullable Boolean useVirtualHost,
            String shown,
            String signedRegion,
            boolean pathStyle) {
        S3Endpoint found = S3Endpoint.of(new BucketConfig(
                "target.remote",
                cloud,
                endpoint,
                region,
                "a-bucket",
                "",
                Secret.of("id"),
                Secret.of("key"),
                null,
                false,
                false,
                IfMissing.ADVISE,
                useVirtualHost,
                null));

        assertThat(found.shown()).isEqualTo(shown);
        assertThat(found.region()).isEqualTo(signedRegion);
        assertThat(found.pathStyle()).isEqualTo(pathStyle);
    }
}
