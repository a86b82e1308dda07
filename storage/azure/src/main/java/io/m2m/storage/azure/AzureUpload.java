package io.m2m.storage.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.m2m.common.storage.bucket.Upload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * One object by a Put Blob, or by blocks and a list of them. The names of the blocks are this upload's own, so that two uploads
 * of one key never mix: the list of the one that was overtaken is refused.
 */
final class AzureUpload implements Upload {
    private final AzureContainer container;
    private final BlockBlobClient blob;
    private final String where;
    private final String own = UUID.randomUUID().toString();
    private final List<String> blocks = new ArrayList<>();

    /** @param where the object for a sentence */
    AzureUpload(AzureContainer container, String key, String where) {
        this.container = container;
        this.blob = container.blob(key);
        this.where = where;
    }

    @Override
    public void whole(byte[] bytes, int length) throws IOException {
        container.call(
                where,
                () -> blob.uploadWithResponse(
                        new BlockBlobSimpleUploadOptions(data(bytes, length)), null, Context.NONE));
    }

    @Override
    public void begin() {
        // A block needs no announcement.
    }

    @Override
    public void part(int number, byte[] bytes) throws IOException {
        stage(number, bytes, bytes.length);
    }

    @Override
    public void last(int number, byte[] bytes, int length) throws IOException {
        stage(number, bytes, length);
        container.call(where, () -> blob.commitBlockList(blocks, true));
    }

    private void stage(int number, byte[] bytes, int length) throws IOException {
        String name = Base64.getEncoder()
                .encodeToString("%s-%06d".formatted(own, number).getBytes(StandardCharsets.US_ASCII));
        container.call(
                where,
                () -> blob.stageBlockWithResponse(
                        new BlockBlobStageBlockOptions(name, data(bytes, length)), null, Context.NONE));
        blocks.add(name);
    }

    /** Without a copy of the bytes. */
    private static BinaryData data(byte[] bytes, int length) {
        return BinaryData.fromByteBuffer(ByteBuffer.wrap(bytes, 0, length));
    }

    @Override
    public void abort() {
        // There is no call for it: blocks that no list takes up are seen by nobody, and Azure drops them after a week.
    }
}
