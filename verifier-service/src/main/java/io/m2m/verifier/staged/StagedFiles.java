package io.m2m.verifier.staged;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.storage.ObjectStore;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was dumped. A file that is not what its manifest says ends in a {@link ProblemException} of kind DAMAGED that
 * names the file. Memory is one block, whatever the size.
 */
public final class StagedFiles {
    private static final int BLOCK_BYTES = 256 * 1024;
    /** A gap up to here is cheaper to read through than to open the object again. */
    private static final long GAP_BYTES = 256 * 1024;

    private final ObjectStore store;

    public StagedFiles(ObjectStore store) {
        this.store = store;
    }

    /** Takes the ids of a task in file order. */
    @FunctionalInterface
    public interface Ids {
        /** @param row position in the file, from 0 */
        void id(long row, long id);
    }

    /** Takes rows of a task in file order. */
    @FunctionalInterface
    public interface Rows {
        /**
         * @param row position in the file, from 0
         * @param vectors holds the row's vector at {@code offset}; valid during the call only
         */
        void row(long row, long id, byte[] vectors, int offset);
    }

    /** All ids of a task, its file of ids checked on the way. */
    public void ids(StagedTask task, Ids sink) throws IOException {
        try (StagedStream in = new StagedStream(store, task.idKey(), task.idFile())) {
            byte[] block = new byte[BLOCK_BYTES];
            ByteBuffer ids = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
            for (long row = 0; row < task.rows(); ) {
                int rows = (int) Math.min(BLOCK_BYTES / Long.BYTES, task.rows() - row);
                in.readFully(block, rows * Long.BYTES);
                for (int i = 0; i < rows; i++) {
                    sink.id(row + i, ids.getLong(i * Long.BYTES));
                }
                row += rows;
            }
            in.finish();
        }
    }

    /** All rows of a task, both files checked on the way. */
    public void rows(StagedTask task, int rowBytes, Rows sink) throws IOException {
        try (StagedStream idsIn = new StagedStream(store, task.idKey(), task.idFile());
                StagedStream vectorsIn = new StagedStream(store, task.vectorKey(), task.vectorFile())) {
            int most = Math.max(1, BLOCK_BYTES / rowBytes);
            ByteBuffer ids = ByteBuffer.allocate(most * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            byte[] vectors = new byte[Math.multiplyExact(most, rowBytes)];
            for (long row = 0; row < task.rows(); ) {
                int rows = (int) Math.min(most, task.rows() - row);
                idsIn.readFully(ids.array(), rows * Long.BYTES);
                vectorsIn.readFully(vectors, rows * rowBytes);
                for (int i = 0; i < rows; i++) {
                    sink.row(row + i, ids.getLong(i * Long.BYTES), vectors, i * rowBytes);
                }
                row += rows;
            }
            idsIn.finish();
            vectorsIn.finish();
        }
    }

    /**
     * The vectors of a few rows.
     *
     * @param wanted positions in the file, ascending
     * @param ids of these rows, handed on to the sink
     */
    public void vectors(StagedTask task, int rowBytes, long[] wanted, long[] ids, Rows sink) throws IOException {
        long start = headerBytes(task);
        byte[] vector = new byte[rowBytes];
        InputStream in = null;
        long position = 0;
        try {
            for (int i = 0; i < wanted.length; i++) {
                long offset = start + Math.multiplyExact(wanted[i], (long) rowBytes);
                if (in == null || offset - position > GAP_BYTES) {
                    close(in);
                    in = new BufferedInputStream(StagedStream.open(store, task.vectorKey(), offset), BLOCK_BYTES);
                } else {
                    in.skipNBytes(offset - position);
                }
                if (in.readNBytes(vector, 0, rowBytes) < rowBytes) {
                    throw damaged(task.vectorKey(), "it ends early");
                }
                position = offset + rowBytes;
                sink.row(wanted[i], ids[i], vector, 0);
            }
        } catch (EOFException tooShort) {
            throw damaged(task.vectorKey(), "it ends early");
        } finally {
            close(in);
        }
    }

    private int headerBytes(StagedTask task) throws IOException {
        try (InputStream in = StagedStream.open(store, task.vectorKey(), 0)) {
            return StagedStream.header(in, task.vectorKey(), task.vectorFile()).bytes();
        }
    }

    private static void close(@Nullable InputStream in) throws IOException {
        if (in != null) {
            in.close();
        }
    }

    static ProblemException damaged(String key, String what) {
        return new ProblemException(
                Problem.Kind.DAMAGED,
                "staged file " + key + " is not what was dumped: " + what
                        + "; delete its folder and run the migration again to dump it anew");
    }
}
