package io.m2m.verifier.staged;

import io.m2m.common.model.Manifest.StagedFile;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** One staged file read from its start to its end and held against its manifest: header, length, checksum. */
final class StagedStream implements AutoCloseable {
    private final String key;
    private final StagedFile expected;
    private final CRC32C checksum = new CRC32C();
    private final InputStream in;

    StagedStream(ObjectStore store, String key, StagedFile expected) throws IOException {
        this.key = key;
        this.expected = expected;
        this.in = new CheckedInputStream(open(store, key, 0), checksum);
        try {
            header(in, key, expected);
        } catch (IOException | RuntimeException failure) {
            in.close();
            throw failure;
        }
    }

    static InputStream open(ObjectStore store, String key, long offset) throws IOException {
        try {
            return store.open(key, offset);
        } catch (NoSuchFileException absent) {
            throw StagedFiles.damaged(key, "it is not there");
        }
    }

    static NpyHeader header(InputStream in, String key, StagedFile expected) throws IOException {
        NpyHeader header =
                NpyHeader.read(in).orElseThrow(() -> StagedFiles.damaged(key, "it does not start with a NumPy header"));
        if (!header.dtype().equals(expected.dtype()) || !header.shape().equals(expected.shape())) {
            throw StagedFiles.damaged(
                    key,
                    "its header says " + header.dtype() + " " + header.shape() + ", its manifest " + expected.dtype()
                            + " " + expected.shape());
        }
        return header;
    }

    void readFully(byte[] block, int length) throws IOException {
        if (in.readNBytes(block, 0, length) < length) {
            throw StagedFiles.damaged(key, "it ends early");
        }
    }

    /** After the last row. */
    void finish() throws IOException {
        if (in.read() >= 0) {
            throw StagedFiles.damaged(key, "it goes on after its last row");
        }
        String found = HexFormat.of().toHexDigits((int) checksum.getValue());
        if (!found.equals(expected.crc32c())) {
            throw StagedFiles.damaged(key, "its CRC-32C is " + found + ", its manifest says " + expected.crc32c());
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
