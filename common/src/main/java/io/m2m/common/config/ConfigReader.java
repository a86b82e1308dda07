package io.m2m.common.config;

import io.m2m.common.config.BucketConfig.IfMissing;
import io.m2m.common.config.Keys.BucketKeys;
import io.m2m.common.config.Keys.StorageMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the records together from settings in which no needed key is missing. */
final class ConfigReader {
    /** Larger blocks do not read or write faster; an old file's larger number is not refused for that. */
    private static final long LARGEST_BUFFER = 64L << 20;

    private final Settings settings;
    private final MovedFolders moved;

    ConfigReader(Settings settings) {
        this.settings = settings;
        this.moved = new MovedFolders(settings.find(Keys.SOURCE_MOVED).orElse(Map.of()));
    }

    MigrationConfig read() {
        MetaConfig meta = meta();
        SourceConfig source = source();
        if (!moved.unused().isEmpty()) {
            throw settings.refused(
                    Keys.SOURCE_MOVED,
                    "names " + moved.unused().getFirst()
                            + ", below which no path of meta and source.local lies; name a folder that these"
                            + " paths begin with");
        }
        return new MigrationConfig(
                dumper(),
                new LoaderConfig(settings.get(Keys.LOADER_LIMIT)),
                meta,
                source,
                new TargetConfig(staging(), milvus2x(), settings.get(Keys.TARGET_CLEAN)),
                new PolicyConfig(settings.get(Keys.DUPLICATE_IDS), settings.get(Keys.INVALID_VECTORS)),
                verify(),
                settings.find(Keys.COLLECTIONS).orElse(List.of()));
    }

    private VerifyConfig verify() {
        return new VerifyConfig(
                settings.get(Keys.VERIFY_LEVEL),
                settings.get(Keys.VERIFY_SAMPLE),
                settings.get(Keys.VERIFY_QUERIES),
                settings.get(Keys.VERIFY_TOP_K),
                settings.find(Keys.VERIFY_MIN_RECALL).orElse(null));
    }

    private DumperConfig dumper() {
        return new DumperConfig(
                settings.get(Keys.DUMPER_LIMIT),
                buffer(Keys.READER_BUFFER),
                buffer(Keys.WRITER_BUFFER),
                settings.get(Keys.MAX_FILE_SIZE),
                settings.get(Keys.MIN_IMPORT_ROWS));
    }

    private int buffer(Key<Long> key) {
        return (int) Math.min(settings.get(key), LARGEST_BUFFER);
    }

    private MetaConfig meta() {
        return switch (settings.get(Keys.META_MODE)) {
            case LOCAL -> new MetaConfig.LocalFile(moved.now(settings.get(Keys.META_LOCAL_FILE)));
            case MOCK -> new MetaConfig.LocalFile(moved.now(settings.get(Keys.META_MOCK_FILE)));
            case REMOTE -> remoteMeta();
            case MYSQL -> new MetaConfig.MySql(settings.get(Keys.META_MYSQL_URL));
            case SQLITE -> new MetaConfig.Sqlite(moved.now(settings.get(Keys.META_SQLITE_FILE)));
        };
    }

    private MetaConfig remoteMeta() {
        if (settings.get(Keys.SOURCE_MODE) != StorageMode.REMOTE) {
            throw settings.refused(
                    Keys.META_MODE,
                    "is remote, so source.mode must be remote too: the file is read from the source's bucket");
        }
        return new MetaConfig.RemoteFile(settings.get(Keys.META_REMOTE_FILE).replaceAll("^/+", ""));
    }

    private SourceConfig source() {
        if (settings.get(Keys.SOURCE_MODE) == StorageMode.REMOTE) {
            return new SourceConfig.Remote(bucket(Keys.SOURCE_REMOTE, IfMissing.REFUSE, null));
        }
        List<Path> named = settings.get(Keys.SOURCE_TABLES);
        Path wal = settings.orNull(Keys.SOURCE_WAL);
        return new SourceConfig.Local(
                named, named.stream().map(moved::now).toList(), wal == null ? null : moved.now(wal));
    }

    private StagingConfig staging() {
        if (settings.get(Keys.TARGET_MODE) == StorageMode.LOCAL) {
            return new StagingConfig.Local(settings.get(Keys.TARGET_LOCAL_OUTPUT));
        }
        IfMissing ifMissing = settings.get(Keys.TARGET_REMOTE.checkBucket) ? IfMissing.MAKE : IfMissing.ADVISE;
        return new StagingConfig.Remote(bucket(Keys.TARGET_REMOTE, ifMissing, encryption()));
    }

    private @Nullable Encryption encryption() {
        Encryption.Way way = settings.orNull(Keys.SSE);
        String keyId = settings.orNull(Keys.SSE_KMS_KEY_ID);
        if (keyId != null && way != Encryption.Way.AWS_KMS) {
            throw settings.refused(Keys.SSE_KMS_KEY_ID, "needs " + Keys.SSE + ": aws-kms");
        }
        Cloud cloud = settings.get(Keys.TARGET_REMOTE.cloud);
        if (way != null && (cloud == Cloud.AZURE || cloud == Cloud.GCP)) {
            throw settings.refused(
                    Keys.SSE,
                    "is for stores of the S3 protocol; " + Forms.text(cloud) + " encrypts as the bucket says");
        }
        return way == null ? null : new Encryption(way, keyId);
    }

    private BucketConfig bucket(BucketKeys keys, IfMissing ifMissing, @Nullable Encryption encryption) {
        Cloud cloud = settings.get(keys.cloud);
        if (cloud != Cloud.AZURE && !settings.lacks(keys.sas)) {
            throw settings.refused(keys.sas, "is for " + keys.cloud + ": azure");
        }
        return new BucketConfig(
                keys.section,
                cloud,
                settings.orNull(keys.endpoint),
                settings.orNull(keys.region),
                settings.get(keys.bucket),
                settings.get(keys.folder),
                settings.orNull(keys.ak),
                settings.orNull(keys.sk),
                settings.orNull(keys.sas),
                settings.get(keys.useIAM),
                settings.get(keys.useSSL),
                ifMissing,
                settings.orNull(keys.useVirtualHost),
                encryption);
    }

    private Milvus2xConfig milvus2x() {
        if (settings.get(Keys.ID_FIELD).equals(settings.get(Keys.VECTOR_FIELD))) {
            throw settings.refused(Keys.VECTOR_FIELD, "must differ from " + Keys.ID_FIELD);
        }
        return new Milvus2xConfig(
                settings.orNull(Keys.ENDPOINT),
                settings.orNull(Keys.USERNAME),
                settings.orNull(Keys.PASSWORD),
                settings.orNull(Keys.TOKEN),
                settings.orNull(Keys.DATABASE),
                tls(),
                settings.find(Keys.RENAME).orElse(Map.of()),
                settings.get(Keys.NAMES),
                settings.get(Keys.ID_FIELD),
                settings.get(Keys.VECTOR_FIELD),
                settings.orNull(Keys.SHARDS),
                settings.get(Keys.INDEX),
                settings.get(Keys.IF_EXISTS),
                settings.get(Keys.IMPORT));
    }

    private TlsConfig tls() {
        if (settings.lacks(Keys.TLS_CERT) != settings.lacks(Keys.TLS_KEY)) {
            throw settings.missing((settings.lacks(Keys.TLS_KEY) ? Keys.TLS_KEY : Keys.TLS_CERT)
                    + ": a client certificate and its key belong together");
        }
        if (!settings.lacks(Keys.TLS_CERT) && settings.lacks(Keys.TLS_CA)) {
            throw settings.missing(
                    Keys.TLS_CA
                            + ": with a client certificate the authorities to trust must be named, for example those of the system");
        }
        String endpoint = settings.find(Keys.ENDPOINT).orElse("");
        boolean anyKey =
                Stream.of(Keys.TLS_CA, Keys.TLS_CERT, Keys.TLS_SERVER_NAME).anyMatch(key -> !settings.lacks(key));
        boolean enabled = settings.find(Keys.TLS_ENABLED).orElse(endpoint.startsWith("https://") || anyKey);
        if (enabled && endpoint.startsWith("http://")) {
            throw settings.refused(
                    Keys.ENDPOINT,
                    "begins with http://, which would send the credentials in plain text, and target.milvus2x.tls asks"
                            + " for TLS; write https:// or leave the scheme out");
        }
        return new TlsConfig(
                enabled,
                settings.orNull(Keys.TLS_CA),
                settings.orNull(Keys.TLS_CERT),
                settings.orNull(Keys.TLS_KEY),
                settings.orNull(Keys.TLS_SERVER_NAME));
    }
}
