package io.m2m.standalone.broker;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data folder that belongs to this process until it is closed.
 *
 * <p>Kafka's own lock comes too late: a second process's controller has written to the metadata log before its broker is
 * refused, and the running broker is damaged. So ours is taken before anything of Kafka is made.
 */
final class BrokerFolder implements AutoCloseable {
    static final String TEMPORARY_PREFIX = "m2m-broker-";
    /** A temporary folder bears this name until it is locked, so that nobody takes it for an abandoned one. */
    private static final String UNLOCKED_PREFIX = ".m2m-broker-new-";

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFolder.class);

    private final Path path;
    private final FolderLock lock;
    private final boolean temporary;

    private BrokerFolder(Path path, FolderLock lock, boolean temporary) {
        this.path = path;
        this.lock = lock;
        this.temporary = temporary;
    }

    /**
     * A folder whose content stays.
     *
     * @throws ProblemException when it cannot be used, or is in use
     */
    static BrokerFolder kept(Path folder) {
        Optional<BrokerFolder> taken;
        try {
            Path path = Files.createDirectories(folder).toRealPath();
            taken = FolderLock.take(path).map(lock -> new BrokerFolder(path, lock, false));
        } catch (IOException failure) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "the data folder " + folder + " cannot be used (" + failure
                            + "); name a folder that can be written",
                    failure);
        }
        return taken.orElseThrow(() -> new ProblemException(
                Kind.CONFIGURATION,
                "the data folder " + folder
                        + " is in use by another running m2m; stop that one or name another folder"));
    }

    /** A folder under the system's temporary one that is gone when closed; such folders of killed processes go now. */
    static BrokerFolder temporary() {
        String parent = System.getProperty("java.io.tmpdir");
        try {
            return temporary(Path.of(parent).toRealPath());
        } catch (IOException failure) {
            throw new ProblemException(
                    Kind.CONFIGURATION,
                    "the embedded Kafka broker gets no temporary folder in " + parent + " (" + failure
                            + "); set -Djava.io.tmpdir in M2M_JAVA_OPTS to a folder that can be written",
                    failure);
        }
    }

    private static BrokerFolder temporary(Path parent) throws IOException {
        removeAbandoned(parent);
        Path unlocked = Files.createTempDirectory(parent, UNLOCKED_PREFIX);
        FolderLock lock = FolderLock.take(unlocked).orElseThrow(() -> new IOException(unlocked + " cannot be locked"));
        String number = unlocked.getFileName().toString().substring(UNLOCKED_PREFIX.length());
        Path path = Files.move(unlocked, parent.resolve(TEMPORARY_PREFIX + number));
        return new BrokerFolder(path, lock.movedTo(path), true);
    }

    private static void removeAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, TEMPORARY_PREFIX + "*")) {
            for (Path folder : folders) {
                removeIfAbandoned(folder);
            }
        }
    }

    private static void removeIfAbandoned(Path folder) {
        if (!Files.isWritable(folder.resolve(FolderLock.FILE))) {
            return;
        }
        try {
            Optional<FolderLock> lock = FolderLock.take(folder);
            if (lock.isPresent()) {
                try (FolderLock ours = lock.get()) {
                    delete(folder);
                }
            }
        } catch (IOException | UncheckedIOException left) {
            LOG.atDebug().addKeyValue("folder", folder).log("A killed broker's folder could not be removed");
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try (lock) {
            if (temporary) {
                delete(path);
            }
        } catch (IOException | UncheckedIOException left) {
            LOG.atWarn().addKeyValue("folder", path).log("The broker's folder could not be removed");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
