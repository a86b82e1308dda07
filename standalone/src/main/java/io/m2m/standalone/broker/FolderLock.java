package io.m2m.standalone.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Says that a folder belongs to this process; the system drops it when the process ends, however it ends. */
final class FolderLock implements AutoCloseable {
    static final String FILE = "m2m.lock";

    /** Closing any channel of a locked file drops the lock of the whole process, so a second one is never opened. */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * @param folder its real path
     * @return empty when the folder belongs to another process, or to another part of this one
     */
    static Optional<FolderLock> take(Path folder) throws IOException {
        if (!OWNED.add(folder)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return Optional.of(new FolderLock(folder, channel));
            }
        } catch (IOException failure) {
            release(folder, channel);
            throw failure;
        }
        release(folder, channel);
        return Optional.empty();
    }

    /** Goes with the folder to a new name: the lock is on the file, not on its path. */
    FolderLock movedTo(Path newFolder) {
        OWNED.add(newFolder);
        OWNED.remove(folder);
        return new FolderLock(newFolder, channel);
    }

    @Override
    public void close() throws IOException {
        release(folder, channel);
    }

    private static void release(Path folder, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            OWNED.remove(folder);
        }
    }
}
