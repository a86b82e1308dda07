package io.m2m.common.config;

import io.m2m.common.config.Milvus2xConfig.IfExists;
import io.m2m.common.config.Milvus2xConfig.ImportWay;
import io.m2m.common.config.Milvus2xConfig.NameRule;
import io.m2m.common.config.PolicyConfig.InvalidVectors;
import io.m2m.common.message.Level;
import io.m2m.common.model.DuplicateIds;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every key there is, with its default. {@code docs/configuration.md} says what each is for; a test holds the two together.
 *
 * <p>Keys are told apart without regard to case, as {@code milvus-migration} does.
 */
final class Keys {
    private static final Map<String, Key<?>> BY_PATH = new LinkedHashMap<>();
    private static final Set<String> SECTIONS = new TreeSet<>();

    /** Which store is moved: only {@code milvus1x}. */
    enum WorkMode {
        MILVUS1X
    }

    enum MetaMode {
        LOCAL,
        MOCK,
        REMOTE,
        MYSQL,
        SQLITE
    }

    enum StorageMode {
        LOCAL,
        REMOTE
    }

    private static final int MAX_LIMIT = 1024;

    static final Key<List<String>> COLLECTIONS = key("collections", CollectionForms.names(), null);

    static final Key<WorkMode> WORK_MODE = key("dumper.worker.workMode", Forms.choice(WorkMode.class), "milvus1x");

    /** Two, as milvus-migration: one reads while the other writes. */
    static final Key<Integer> DUMPER_LIMIT = key("dumper.worker.limit", Forms.whole(1, MAX_LIMIT), "2");

    /** A number without a unit counts KiB, as in files of milvus-migration. */
    static final Key<Long> READER_BUFFER =
            key("dumper.worker.reader.bufferSize", Forms.size(1024, "1 KiB", "1 GiB"), "1024");

    static final Key<Long> WRITER_BUFFER =
            key("dumper.worker.writer.bufferSize", Forms.size(1024, "1 KiB", "1 GiB"), "1024");

    /** What servers since 2.2 import in one piece without a change of their configuration. */
    static final Key<Long> MAX_FILE_SIZE = key("dumper.maxFileSize", Forms.size(1, "1 KiB", "16 GiB"), "1 GiB");

    /** An import costs a server one to three seconds however small it is. */
    static final Key<Integer> MIN_IMPORT_ROWS =
            key("dumper.minImportRows", Forms.whole(0, Integer.MAX_VALUE), "200000");

    static final Key<Integer> LOADER_LIMIT = key("loader.worker.limit", Forms.whole(1, MAX_LIMIT), "2");

    static final Key<MetaMode> META_MODE = key("meta.mode", Forms.choice(MetaMode.class), null);
    static final Key<Path> META_LOCAL_FILE = key("meta.localFile", Forms.path(), null);
    static final Key<Path> META_MOCK_FILE = key("meta.mockFile", Forms.path(), null);
    static final Key<String> META_REMOTE_FILE = key("meta.remoteMetaFile", Forms.text(), null);
    static final Key<Secret> META_MYSQL_URL = key("meta.mysqlUrl", Forms.secret(), null);
    static final Key<Path> META_SQLITE_FILE = key("meta.sqliteFile", Forms.path(), null);

    static final Key<StorageMode> SOURCE_MODE = key("source.mode", Forms.choice(StorageMode.class), null);
    static final Key<List<Path>> SOURCE_TABLES = key("source.local.tablesDir", CollectionForms.paths(), null);
    static final Key<Path> SOURCE_WAL = key("source.local.walDir", Forms.path(), null);
    static final Key<Map<Path, Path>> SOURCE_MOVED = key("source.moved", CollectionForms.moves(), null);
    static final BucketKeys SOURCE_REMOTE = new BucketKeys("source.remote", "tablesDir");

    static final Key<StorageMode> TARGET_MODE = key("target.mode", Forms.choice(StorageMode.class), null);
    static final Key<Path> TARGET_LOCAL_OUTPUT = key("target.local.outputDir", Forms.path(), null);
    static final BucketKeys TARGET_REMOTE = new BucketKeys("target.remote", "outputDir");
    static final Key<Encryption.Way> SSE = key(
            "target.remote.sse", Forms.choice(Encryption.Way.class, Map.of("aws:kms", Encryption.Way.AWS_KMS)), null);
    static final Key<String> SSE_KMS_KEY_ID = key("target.remote.sseKmsKeyId", Forms.text(), null);
    static final Key<Boolean> TARGET_CLEAN = key("target.clean", Forms.flag(), "false");

    static final Key<String> ENDPOINT = key("target.milvus2x.endpoint", Forms.address(), null);
    static final Key<String> USERNAME = key("target.milvus2x.username", Forms.text(), null);
    static final Key<Secret> PASSWORD = key("target.milvus2x.password", Forms.secret(), null);
    static final Key<Secret> TOKEN = key("target.milvus2x.token", Forms.secret(), null);
    static final Key<String> DATABASE = key("target.milvus2x.database", Forms.text(), null);
    static final Key<Boolean> TLS_ENABLED = key("target.milvus2x.tls.enabled", Forms.flag(), null);
    static final Key<Path> TLS_CA = key("target.milvus2x.tls.ca", Forms.path(), null);
    static final Key<Path> TLS_CERT = key("target.milvus2x.tls.cert", Forms.path(), null);
    static final Key<Path> TLS_KEY = key("target.milvus2x.tls.key", Forms.path(), null);
    static final Key<String> TLS_SERVER_NAME = key("target.milvus2x.tls.serverName", Forms.text(), null);
    static final Key<Map<String, String>> RENAME = key("target.milvus2x.rename", CollectionForms.pairs(), null);
    static final Key<NameRule> NAMES = key("target.milvus2x.names", Forms.choice(NameRule.class), "rule");
    static final Key<String> ID_FIELD = key("target.milvus2x.idField", Forms.name(), "id");
    static final Key<String> VECTOR_FIELD = key("target.milvus2x.vectorField", Forms.name(), "data");
    static final Key<Integer> SHARDS = key("target.milvus2x.shards", Forms.whole(1, 16), null);
    static final Key<IndexChoice> INDEX = key("target.milvus2x.index", new IndexForm(), "source");
    static final Key<IfExists> IF_EXISTS = key("target.milvus2x.ifExists", Forms.choice(IfExists.class), "fail");
    static final Key<ImportWay> IMPORT = key("target.milvus2x.import", Forms.choice(ImportWay.class), "auto");

    static final Key<DuplicateIds> DUPLICATE_IDS =
            key("policy.duplicateIds", Forms.choice(DuplicateIds.class), "keep-all");
    static final Key<InvalidVectors> INVALID_VECTORS =
            key("policy.invalidVectors", Forms.choice(InvalidVectors.class), "fail");
    static final Key<Level> VERIFY_LEVEL = key("verify.level", Forms.choice(Level.class), "full");
    static final Key<Integer> VERIFY_SAMPLE = key("verify.sample", Forms.whole(1, 10_000_000), "10000");
    static final Key<Integer> VERIFY_QUERIES = key("verify.queries", Forms.whole(1, 100_000), "100");
    static final Key<Integer> VERIFY_TOP_K = key("verify.topK", Forms.whole(1, 1_000), "10");
    static final Key<Double> VERIFY_MIN_RECALL = key("verify.minRecall", Forms.share(), null);

    private Keys() {}

    /** The keys of a folder in a bucket; the same on both sides but for the folder's name. */
    static final class BucketKeys {
        final String section;
        final Key<String> folder;
        final Key<Cloud> cloud;
        final Key<String> endpoint;
        final Key<String> region;
        final Key<String> bucket;
        final Key<Secret> ak;
        final Key<Secret> sk;
        final Key<Secret> sas;
        final Key<Boolean> useIAM;
        final Key<Boolean> useSSL;
        final Key<Boolean> checkBucket;
        final Key<Boolean> useVirtualHost;

        private BucketKeys(String section, String folderName) {
            this.section = section;
            folder = key(section + "." + folderName, Forms.text(), null);
            // The two short names are those of milvus-migration.
            cloud = key(
                    section + ".cloud",
                    Forms.choice(Cloud.class, Map.of("az", Cloud.AZURE, "tc", Cloud.TENCENT)),
                    "aws");
            endpoint = key(section + ".endpoint", Forms.address(), null);
            region = key(section + ".region", Forms.text(), null);
            bucket = key(section + ".bucket", Forms.text(), null);
            ak = key(section + ".ak", Forms.secret(), null);
            sk = key(section + ".sk", Forms.secret(), null);
            sas = key(section + ".sas", Forms.secret(), null);
            useIAM = key(section + ".useIAM", Forms.flag(), "false");
            useSSL = key(section + ".useSSL", Forms.flag(), "false");
            checkBucket = key(section + ".checkBucket", Forms.flag(), "false");
            useVirtualHost = key(section + ".useVirtualHost", Forms.flag(), null);
        }
    }

    static Optional<Key<?>> find(String path) {
        return Optional.ofNullable(BY_PATH.get(path.toLowerCase(Locale.ROOT)));
    }

    /** Whether keys stand below it. */
    static boolean isSection(String path) {
        return SECTIONS.stream().anyMatch(path::equalsIgnoreCase);
    }

    static List<Key<?>> all() {
        return List.copyOf(BY_PATH.values());
    }

    static Set<String> sections() {
        return Collections.unmodifiableSet(SECTIONS);
    }

    private static <T> Key<T> key(String path, Form<T> form, @Nullable String standard) {
        Key<T> key = new Key<>(path, form, standard);
        BY_PATH.put(path.toLowerCase(Locale.ROOT), key);
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            SECTIONS.add(path.substring(0, dot));
        }
        return key;
    }
}
