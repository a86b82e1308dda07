package io.m2m.dumper.copies;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records of a few longs, dealt out into parts and read back part by part in the order in which they came. A part's last block
 * stays in memory; full ones go to a temporary file.
 *
 * <pre>
 * file    block | block | ...        of any part, as they fill up
 * block   record | record | ...      all of one part
 * </pre>
 *
 * The file loses its name as soon as it is open, so that nothing is left of it however the process ends.
 */
final class SpillFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 << 20;
    private static final int LARGEST_BLOCK = 64 << 10;
    private static final int SMALLEST_BLOCK = 4 << 10;

    private final Path folder;
    private final int recordBytes;
    private final int blockBytes;
    private final @Nullable ByteBuffer[] last;
    private final long[][] blocks;
    private final int[] full;
    private @Nullable FileChannel file;
    private long written;

    /** Is given one record, to be read from its position. */
    interface RecordReader {
        void read(ByteBuffer longs) throws IOException;
    }

    /**
     * @param folder for the file
     * @param longs of each record
     */
    SpillFile(Path folder, int parts, int longs) {
        this.folder = folder;
        this.recordBytes = longs * Long.BYTES;
        int block = Math.clamp(BUFFER_BYTES / parts, SMALLEST_BLOCK, LARGEST_BLOCK);
        this.blockBytes = block - block % recordBytes;
        this.last = new ByteBuffer[parts];
        this.blocks = new long[parts][0];
        this.full = new int[parts];
    }

    /** Where the next record of a part is to be put, whole. */
    ByteBuffer record(int part) throws IOException {
        ByteBuffer block = last[part];
        if (block == null) {
            block = ByteBuffer.allocate(blockBytes);
            last[part] = block;
        } else if (!block.hasRemaining()) {
            spill(part, block);
        }
        return block;
    }

    private void spill(int part, ByteBuffer block) throws IOException {
        if (full[part] == blocks[part].length) {
            blocks[part] = Arrays.copyOf(blocks[part], Math.max(8, 2 * full[part]));
        }
        blocks[part][full[part]++] = written;
        block.flip();
        try {
            while (block.hasRemaining()) {
                file().write(block, written + block.position());
            }
        } catch (ClosedByInterruptException interrupt) {
            throw interrupt;
        } catch (IOException full) {
            throw new ProblemException(
                    Kind.UNREACHABLE,
                    "the temporary folder " + folder
                            + " does not take the ids of a collection, about 16 bytes for each of its rows (" + full
                            + "); give it the space, or choose another by -Djava.io.tmpdir",
                    full);
        }
        written += blockBytes;
        block.clear();
    }

    private FileChannel file() throws IOException {
        if (file == null) {
            Path path = Files.createTempFile(folder, "m2m-repeated-ids-", null);
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(path);
        }
        return file;
    }

    void read(int part, RecordReader reader) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(blockBytes);
        for (int i = 0; i < full[part]; i++) {
            fill(block, blocks[part][i]);
            each(block, reader);
        }
        if (last[part] != null) {
            each(last[part].duplicate().flip(), reader);
        }
    }

    private void fill(ByteBuffer block, long offset) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while looking for repeated ids");
        }
        block.clear();
        while (block.hasRemaining()) {
            if (file().read(block, offset + block.position()) < 0) {
                throw new EOFException("the temporary file of repeated ids ends inside of a block");
            }
        }
        block.flip();
    }

    private void each(ByteBuffer block, RecordReader reader) throws IOException {
        int end = block.limit();
        for (int at = 0; at < end; at += recordBytes) {
            block.limit(at + recordBytes).position(at);
            reader.read(block);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
