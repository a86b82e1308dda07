package io.m2m.common.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes beside the final path under a name of its own, then renames: a reader sees all of the file or none. */
final class LocalObjectWriter extends ObjectWriter {
    static final String UNFINISHED = ".unfinished";

    private final Path path;
    private final Path unfinished;
    private final FileChannel channel;

    LocalObjectWriter(Path path) throws IOException {
        this.path = path;
        Files.createDirectories(path.getParent());
        this.unfinished = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
        this.channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void commit() throws IOException {
        channel.force(false);
        channel.close();
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(unfinished);
    }
}
