package io.m2m.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.Level;
import io.m2m.common.model.DuplicateIds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationIdTest {
    private static final String REFERENCE = MigrationId.of(config("/data/tables", "/staging", "db:19530", "secret", 1));

    @ParameterizedTest
    @CsvSource({"/other/tables,/staging,db:19530", "/data/tables,/other,db:19530", "/data/tables,/staging,other:19530"})
    void anotherPlaceIsAnotherMigration(String tables, String staging, String endpoint) {
        assertThat(MigrationId.of(config(tables, staging, endpoint, "secret", 1)))
                .isNotEqualTo(REFERENCE);
    }

    @Test
    void credentialsLimitsAndSpellingMayChange() {
        assertThat(MigrationId.of(config("/data/./tables", "/staging/", "http://db:19530", "changed", 7)))
                .isEqualTo(REFERENCE);
    }

    /** Computed outside of m2m, of the text that went into ids from the first version on. */
    @ParameterizedTest
    @CsvSource({
        "db, m-1e36170155bb193d",
        "db:19530, m-1e36170155bb193d",
        "http://db:19530, m-1e36170155bb193d",
        "http://db, m-a2d2e692e2151e37",
        "https://db/, m-13c714b129c42d1e",
        "db:19530/, m-8f88a9b92d9279b7",
        "'[::1]', m-52893424eab03423"
    })
    void isForEver(String endpoint, String id) {
        assertThat(MigrationId.of(config("/data/tables", "/staging", endpoint, "secret", 1)))
                .isEqualTo(id);
    }

    @Test
    void isFitForAFileName() {
        assertThat(REFERENCE).matches("m-[0-9a-f]{16}");
    }

    private static MigrationConfig config(String tables, String staging, String endpoint, String password, int limit) {
        Milvus2xConfig server = new Milvus2xConfig(
                endpoint,
                "root",
                Secret.of(password),
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
                Milvus2xConfig.ImportWay.AUTO);
        return new MigrationConfig(
                new DumperConfig(limit, 1, 1, 1, 1),
                new LoaderConfig(limit),
                new MetaConfig.Sqlite(Path.of("meta.sqlite")),
                new SourceConfig.Local(List.of(Path.of(tables)), null),
                new TargetConfig(new StagingConfig.Local(Path.of(staging)), server, false),
                new PolicyConfig(DuplicateIds.KEEP_ALL, PolicyConfig.InvalidVectors.FAIL),
                new VerifyConfig(Level.FULL, 10, 100, 10, null),
                List.of());
    }
}
