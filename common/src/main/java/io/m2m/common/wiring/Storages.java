package io.m2m.common.wiring;

import io.m2m.common.config.BucketConfig;
import io.m2m.common.config.Cloud;
import io.m2m.common.config.SourceConfig;
import io.m2m.common.config.StagingConfig;
import io.m2m.common.metrics.Dependency;
import io.m2m.common.metrics.Meters;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.LocalObjectStore;
import io.m2m.common.storage.ObjectStore;
import io.m2m.common.storage.bucket.BucketStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/** The stores a configuration names. Whoever asks for one closes it. */
public final class Storages {
    private Storages() {}

    /**
     * The data roots of the source, in the order of {@code SegmentSlice.root}.
     *
     * @throws ProblemException CONFIGURATION for a folder that is not there
     */
    public static List<ObjectStore> source(SourceConfig source, Meters meters) {
        return switch (source) {
            case SourceConfig.Local local ->
                local.tablesDirs().stream().map(Storages::tablesFolder).toList();
            case SourceConfig.Remote remote -> List.of(bucket(remote.bucket(), meters));
        };
    }

    /** The whole bucket of the source, where {@code meta.remoteMetaFile} is. */
    public static ObjectStore sourceBucket(SourceConfig.Remote source, Meters meters) {
        return bucket(source.bucket().root(), meters);
    }

    /** The folder of staging; one of the local file system is made with the first object. */
    public static ObjectStore staging(StagingConfig staging) {
        return staging(staging, Meters.none());
    }

    /** The same, watched. */
    public static ObjectStore staging(StagingConfig staging, Meters meters) {
        return switch (staging) {
            case StagingConfig.Local local -> outputFolder(local.outputDir());
            case StagingConfig.Remote remote -> bucket(remote.bucket(), meters);
        };
    }

    private static ObjectStore tablesFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw refused("source.local.tablesDir names " + folder + ", which does not exist or is no folder;"
                    + " it must be the tables folder of the 1.x server");
        }
        return new LocalObjectStore(folder);
    }

    private static ObjectStore outputFolder(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw refused("target.local.outputDir names " + folder + ", which is no folder");
        }
        return new LocalObjectStore(folder);
    }

    private static ObjectStore bucket(BucketConfig config, Meters meters) {
        if (config.useIAM() && (config.cloud() == Cloud.ALI || config.cloud() == Cloud.TENCENT)) {
            throw refused(config.section() + ".useIAM works with cloud aws, gcp and azure; give ak and sk");
        }
        return ServiceLoader.load(BucketStores.class, Storages.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(stores -> stores.serve(config))
                .findFirst()
                .orElseThrow(() -> refused(config.section() + ".cloud is "
                        + config.cloud().name().toLowerCase(Locale.ROOT)
                        + ", for which this program was built without a library"))
                .open(config, () -> meters.retried(Dependency.STORAGE));
    }

    private static ProblemException refused(String sentence) {
        return new ProblemException(Problem.Kind.CONFIGURATION, sentence);
    }
}
