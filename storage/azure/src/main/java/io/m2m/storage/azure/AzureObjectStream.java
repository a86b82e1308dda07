package io.m2m.storage.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobDownloadContentResponse;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One object from an offset to its end, in blocks that grow while they are read one after the other: who wants a single row
 * gets not much more. All blocks are of the same version of the object: one that was replaced meanwhile ends the reading.
 */
final class AzureObjectStream extends InputStream {
    private static final int FIRST_BYTES = 64 << 10;
    private static final int MOST_BYTES = 4 << 20;

    private final AzureContainer container;
    private final BlockBlobClient blob;
    private final String where;
    private final byte[] single = new byte[1];
    private byte[] block = {};
    /** In the block. */
    private int at;
    /** In the object, of the byte after the block. */
    private long next;

    private long end;
    private int wanted = FIRST_BYTES;
    private @Nullable String version;

    /** @param where the object for a sentence */
    AzureObjectStream(AzureContainer container, String key, String where, long offset) throws IOException {
        this.container = container;
        this.blob = container.blob(key);
        this.where = where;
        this.next = offset;
        fetch();
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (at == block.length) {
            if (next >= end) {
                return -1;
            }
            fetch();
        }
        int count = Math.min(length, block.length - at);
        System.arraycopy(block, at, bytes, offset, count);
        at += count;
        return count;
    }

    private void fetch() throws IOException {
        BlobDownloadContentResponse answer = container.call(where, this::ask);
        if (answer == null) {
            end = next;
        } else {
            take(answer);
        }
    }

    /** Nothing when the offset is the end or lies beyond it. */
    private @Nullable BlobDownloadContentResponse ask() {
        try {
            return blob.downloadContentWithResponse(
                    new DownloadRetryOptions().setMaxRetryRequests(0),
                    new BlobRequestConditions().setIfMatch(version),
                    new BlobRange(next, (long) wanted),
                    false,
                    null,
                    Context.NONE);
        } catch (BlobStorageException refusal) {
            if (BlobErrorCode.INVALID_RANGE.equals(refusal.getErrorCode())) {
                return null;
            }
            throw refusal;
        }
    }

    private void take(BlobDownloadContentResponse answer) throws IOException {
        String range = answer.getDeserializedHeaders().getContentRange();
        end = Long.parseLong(range.substring(range.indexOf('/') + 1));
        version = answer.getDeserializedHeaders().getETag();
        block = answer.getValue().toBytes();
        at = 0;
        long expected = Math.min(wanted, end - next);
        if (block.length != expected) {
            throw new IOException(
                    where + ": " + block.length + " bytes came from byte " + next + " on instead of " + expected);
        }
        next += block.length;
        wanted = Math.min(2 * wanted, MOST_BYTES);
    }
}
