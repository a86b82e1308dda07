package io.m2m.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which keys of a bucket go together. */
class BucketAccessTest {
    @TempDir
    private Path folder;

    @Test
    void anAzureAccountMayHaveASignatureInThePlaceOfItsKey() throws IOException {
        BucketConfig bucket = bucket("cloud: azure, ak: account, sas: '?sv=1&sig=2'");

        assertThat(bucket.ak()).isEqualTo(Secret.of("account"));
        assertThat(bucket.sas()).isEqualTo(Secret.of("?sv=1&sig=2"));
        assertThat(bucket.sk()).isNull();
    }

    @Test
    void encryptsByAKeyOfTheStoresOwnManagement() throws IOException {
        assertThat(bucket("ak: a, sk: b, sse: 'aws:kms', sseKmsKeyId: k").encryption())
                .isEqualTo(new Encryption(Encryption.Way.AWS_KMS, "k"));
        assertThat(bucket("ak: a, sk: b, sse: aes256").encryption())
                .isEqualTo(new Encryption(Encryption.Way.AES256, null));
        assertThat(bucket("ak: a, sk: b").encryption()).isNull();
    }

    @Test
    void takesThePlaceOfTheBucketFromTheFile() throws IOException {
        assertThat(bucket("ak: a, sk: b, useVirtualHost: true").useVirtualHost())
                .isTrue();
        assertThat(bucket("ak: a, sk: b").useVirtualHost()).isNull();
    }

    @Test
    void aMissingBucketOfTheTargetIsMadeOnlyWhenItIsToBeChecked() throws IOException {
        assertThat(bucket("ak: a, sk: b").ifMissing()).isEqualTo(IfMissing.ADVISE);
        assertThat(bucket("ak: a, sk: b, checkBucket: true").ifMissing()).isEqualTo(IfMissing.MAKE);
    }

    @Test
    void aMissingBucketOfTheSourceIsNeverMade() throws IOException {
        MigrationConfig config = load("""
                meta: {mode: local, localFile: meta.json}
                source: {mode: remote, remote: {tablesDir: t, bucket: a-bucket, ak: a, sk: b, checkBucket: true}}
                target: {mode: local, local: {outputDir: out}}
                """);

        BucketConfig source = ((SourceConfig.Remote) config.source()).bucket();
        assertThat(source.ifMissing()).isEqualTo(IfMissing.REFUSE);
        assertThat(source.root().ifMissing()).isEqualTo(IfMissing.REFUSE);
    }

    @Test
    void whoOnlyLooksMakesNoBucketAndLooksAtTheSameMigration() throws IOException {
        MigrationConfig config = load(toBucket("ak: a, sk: b, checkBucket: true"));

        assertThat(staging(config.looking())).isEqualTo(staging(config).looking());
        assertThat(staging(config.looking()).ifMissing()).isEqualTo(IfMissing.LEAVE);
        assertThat(staging(config.looking()).looking().ifMissing()).isEqualTo(IfMissing.LEAVE);
        assertThat(bucket("ak: a, sk: b").looking()).isEqualTo(bucket("ak: a, sk: b"));
        assertThat(MigrationId.of(config.looking())).isEqualTo(MigrationId.of(config));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cloud: azure, useIAM: true        | lacks target.remote.ak, which target.remote.cloud azure needs
            cloud: azure, ak: account         | lacks target.remote.sk, which target.mode remote needs
            ak: a, sas: b                     | is for target.remote.cloud: azure
            ak: a, sk: b, sseKmsKeyId: k      | needs target.remote.sse: aws-kms
            cloud: azure, ak: a, sk: b, sse: aes256 | is for stores of the S3 protocol; azure encrypts as the bucket says
            """)
    void saysWhatDoesNotGoTogether(String keys, String sentence) {
        assertThatThrownBy(() -> bucket(keys))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(sentence);
    }

    private BucketConfig bucket(String keys) throws IOException {
        return staging(load(toBucket(keys)));
    }

    private static String toBucket(String keys) {
        return """
                meta: {mode: local, localFile: meta.json}
                source: {mode: local, local: {tablesDir: tables}}
                target: {mode: remote, remote: {outputDir: out, bucket: a-bucket, %s}}
                """.formatted(keys);
    }

    private static BucketConfig staging(MigrationConfig config) {
        return ((StagingConfig.Remote) config.target().staging()).bucket();
    }

    private MigrationConfig load(String yaml) throws IOException {
        return new ConfigLoader(Map.of()).load(Files.writeString(folder.resolve("m.yaml"), yaml), Map.of());
    }
}
