package io.m2m.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Level;
import io.m2m.common.model.DuplicateIds;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as users of {@code milvus-migration} have them work unchanged. */
class MilvusMigrationFilesTest {

    @Test
    void readsSqliteMetadataAndABucketAsTarget() throws Exception {
        MigrationConfig config = load("sqlite-to-bucket.yaml");

        assertThat(config.dumper()).isEqualTo(new DumperConfig(20, 1 << 20, 1 << 20, 1L << 30, 200_000));
        assertThat(config.loader().limit()).isEqualTo(20);
        assertThat(config.meta()).isEqualTo(new MetaConfig.Sqlite(Path.of("/db/meta.sqlite")));
        assertThat(config.source()).isEqualTo(new SourceConfig.Local(List.of(Path.of("/db/tables")), null));
        assertThat(config.target().staging())
                .isEqualTo(new StagingConfig.Remote(new BucketConfig(
                        "target.remote",
                        Cloud.AWS,
                        "127.0.0.1:9000",
                        "ap-southeast-1",
                        "a-bucket",
                        "output",
                        Secret.of("minioadmin"),
                        Secret.of("minioadmin"),
                        null,
                        false,
                        false,
                        BucketConfig.IfMissing.MAKE,
                        null,
                        null)));
        assertThat(config.target().milvus2x().url()).isEqualTo("http://xxxxxx:19530");
        assertThat(config.target().milvus2x().username()).isEqualTo("xxxxx");
        assertThat(config.target().milvus2x().password()).isEqualTo(Secret.of("xxxxx"));
    }

    @Test
    void readsMysqlMetadata() throws Exception {
        assertThat(load("mysql-to-bucket.yaml").meta())
                .isEqualTo(new MetaConfig.MySql(Secret.of(
                        "user:password@tcp(localhost:3306)/milvus?charset=utf8mb4&parseTime=True&loc=Local")));
    }

    @Test
    void readsABucketAsSource() throws Exception {
        MigrationConfig config = load("bucket-to-bucket.yaml");

        assertThat(config.meta()).isEqualTo(new MetaConfig.RemoteFile("backup/meta.json"));
        BucketConfig source = ((SourceConfig.Remote) config.source()).bucket();
        assertThat(source.folder()).isEqualTo("backup/tables");
        assertThat(source.endpoint()).isNull();
        assertThat(source.sk()).isEqualTo(Secret.of("0123456789"));
        BucketConfig staging = ((StagingConfig.Remote) config.target().staging()).bucket();
        assertThat(staging.folder()).isEqualTo("migration/test/xxx");
        assertThat(staging.useIAM()).isTrue();
        assertThat(staging.ak()).isNull();
        assertThat(config.target().milvus2x().username()).isNull();
    }

    @Test
    void readsTheOldNameOfALocalMetaFile() throws Exception {
        MigrationConfig config = load("mock-to-folder.yaml");

        assertThat(config.meta()).isEqualTo(new MetaConfig.LocalFile(Path.of("./testfiles/meta.json")));
        assertThat(config.target().staging()).isEqualTo(new StagingConfig.Local(Path.of("/staging")));
    }

    @Test
    void fillsInWhatSuchAFileDoesNotSay() throws Exception {
        MigrationConfig config = load("mock-to-folder.yaml");

        assertThat(config.dumper()).isEqualTo(new DumperConfig(2, 1 << 20, 1 << 20, 1L << 30, 200_000));
        assertThat(config.loader().limit()).isEqualTo(2);
        assertThat(config.collections()).isEmpty();
        assertThat(config.policy())
                .isEqualTo(new PolicyConfig(DuplicateIds.KEEP_ALL, PolicyConfig.InvalidVectors.FAIL));
        assertThat(config.verify()).isEqualTo(new VerifyConfig(Level.FULL, 10_000, 100, 10, null));
        assertThat(config.target().clean()).isFalse();
        assertThat(config.target().milvus2x())
                .isEqualTo(new Milvus2xConfig(
                        "localhost:19530",
                        null,
                        null,
                        null,
                        null,
                        TlsConfig.off(),
                        Map.of(),
                        Milvus2xConfig.NameRule.RULE,
                        "id",
                        "data",
                        null,
                        new IndexChoice.FromSource(),
                        Milvus2xConfig.IfExists.FAIL,
                        Milvus2xConfig.ImportWay.AUTO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite-to-bucket", "mysql-to-bucket", "bucket-to-bucket", "mock-to-folder"})
    void printsNoSecret(String file) throws Exception {
        assertThat(load(file + ".yaml").toString()).doesNotContain("minioadmin", "password@", "0123456789", "AKID");
    }

    private static MigrationConfig load(String name) throws URISyntaxException {
        Path file = Path.of(MilvusMigrationFilesTest.class.getResource(name).toURI());
        return new ConfigLoader(Map.of()).load(file, Map.of());
    }
}
