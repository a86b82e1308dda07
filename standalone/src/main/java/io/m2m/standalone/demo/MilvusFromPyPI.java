package io.m2m.standalone.demo;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A real standalone Milvus, from its PyPI package. Several run side by side: each gets free ports of its own.
 *
 * @param cache where the packages are kept between runs
 * @param version of the server and its package
 * @param settings of the server's configuration beside the package's, such as {@code common.storageType}
 */
public record MilvusFromPyPI(Path cache, String version, Map<String, String> settings) implements Target.Starter {
    private static final String NEWEST = "2.3.5";
    private static final String LAUNCHER = "milvus_server.py";

    public MilvusFromPyPI {
        settings = Map.copyOf(settings);
    }

    /** The newest there is, kept where the user's other caches are. */
    public static MilvusFromPyPI inUserCache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return new MilvusFromPyPI(root.resolve("m2m").toAbsolutePath(), NEWEST, Map.of());
    }

    public MilvusFromPyPI version(String other) {
        return new MilvusFromPyPI(cache, other, settings);
    }

    public MilvusFromPyPI with(String key, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(key, value);
        return new MilvusFromPyPI(cache, version, more);
    }

    @Override
    public Target start(Path data, Consumer<String> say) throws InterruptedException {
        Path folder = cache.resolve("milvus-" + version);
        Path unpacked = folder.resolve("unpacked");
        Path python = new PythonVenv(
                        folder,
                        List.of("milvus==" + version),
                        "import milvus; milvus._initialize_data_files('''" + unpacked + "''')")
                .install(say);
        say.accept("Starting Milvus " + version);
        String[] arguments = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return MilvusProcess.start(python, launcher(data), data, unpacked.resolve("bin"), arguments);
    }

    private static Path launcher(Path data) {
        try (InputStream script = Objects.requireNonNull(MilvusFromPyPI.class.getResourceAsStream(LAUNCHER))) {
            Path launcher = Files.createDirectories(data).resolve(LAUNCHER);
            Files.write(launcher, script.readAllBytes());
            return launcher;
        } catch (IOException failure) {
            throw new ProblemException(
                    Kind.CONFIGURATION, "Milvus cannot keep its data in " + data + " (" + failure + ")", failure);
        }
    }
}
