package io.m2m.common.wiring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.config.Cloud;
import io.m2m.common.config.Secret;
import io.m2m.common.config.StagingConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where there is no module of a cloud, as here. */
class StoragesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALI     | true  | target.remote.useIAM works with cloud aws, gcp and azure; give ak and sk
            TENCENT | true  | target.remote.useIAM works with cloud aws, gcp and azure; give ak and sk
            AZURE   | true  | target.remote.cloud is azure, for which this program was built without a library
            AWS     | false | target.remote.cloud is aws, for which this program was built without a library
            """)
    void sayWhichBucketTheyCannotOpen(Cloud cloud, boolean useIAM, String sentence) {
        BucketConfig config = new BucketConfig(
                "target.remote",
                cloud,
                null,
                "a-region",
                "a-bucket",
                "",
                Secret.of("id"),
                Secret.of("key"),
                null,
                useIAM,
                false,
                IfMissing.ADVISE,
                null,
                null);

        assertThatThrownBy(() -> Storages.staging(new StagingConfig.Remote(config)))
                .hasMessage(sentence);
    }
}
