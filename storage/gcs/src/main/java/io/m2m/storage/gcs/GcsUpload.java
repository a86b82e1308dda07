package io.m2m.storage.gcs;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import io.m2m.common.storage.bucket.Upload;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One object in one request, or by a resumable upload. The store compares the checksum of a small one before it takes it; of a
 * large one it tells its own afterwards.
 */
final class GcsUpload implements Upload {
    private static final String TYPE = "application/octet-stream";
    /** The answer to a part that is not the last. */
    private static final int GO_ON = 308;

    private static final int MAX_STALLS = 5;

    private final GcsBucket bucket;
    private final String key;
    private final String where;
    private final CRC32C checksum = new CRC32C();
    private @Nullable GenericUrl session;
    private long arrived;

    /** @param where the object for a sentence */
    GcsUpload(GcsBucket bucket, String key, String where) {
        this.bucket = bucket;
        this.key = key;
        this.where = where;
    }

    @Override
    public void whole(byte[] bytes, int length) throws IOException {
        checksum.update(bytes, 0, length);
        StorageObject object = new StorageObject().setName(key).setCrc32c(crc32c());
        bucket.call(where, () -> {
            Storage.Objects.Insert insert = bucket.client()
                    .objects()
                    .insert(bucket.name(), object, new ByteArrayContent(TYPE, bytes, 0, length));
            insert.getMediaHttpUploader().setDirectUploadEnabled(true);
            return insert.execute();
        });
    }

    @Override
    public void begin() throws IOException {
        GenericUrl url = new GenericUrl(bucket.client().getRootUrl() + "upload/"
                + bucket.client().getServicePath() + "b/" + bucket.name() + "/o");
        url.put("uploadType", "resumable");
        url.put("name", key);
        session = bucket.call(where, () -> {
            HttpRequest request = bucket.client().getRequestFactory().buildPostRequest(url, new EmptyContent());
            request.getHeaders().set("X-Upload-Content-Type", TYPE);
            HttpResponse response = request.execute();
            try {
                return new GenericUrl(response.getHeaders().getLocation());
            } finally {
                response.disconnect();
            }
        });
    }

    @Override
    public void part(int number, byte[] bytes) throws IOException {
        checksum.update(bytes, 0, bytes.length);
        send(bytes, bytes.length, "*");
    }

    @Override
    public void last(int number, byte[] bytes, int length) throws IOException {
        checksum.update(bytes, 0, length);
        StorageObject object = send(bytes, length, String.valueOf(arrived + length));
        if (object == null || !crc32c().equals(object.getCrc32c())) {
            bucket.call(
                    where,
                    () -> bucket.client()
                            .objects()
                            .delete(bucket.name(), key)
                            .setGeneration(object == null ? null : object.getGeneration())
                            .execute());
            throw new IOException(where + " has not arrived as it was sent");
        }
    }

    /** Until the store has all of it: it may take less than it is given. */
    private @Nullable StorageObject send(byte[] bytes, int length, String total) throws IOException {
        long start = arrived;
        long end = start + length;
        for (int stalls = 0; stalls < MAX_STALLS; stalls++) {
            long from = arrived;
            Taken taken = bucket.call(where, () -> put(bytes, (int) (from - start), end, total));
            if (taken.object() != null || taken.until() == end) {
                arrived = end;
                return taken.object();
            }
            if (taken.until() > arrived) {
                arrived = taken.until();
                stalls = 0;
            }
        }
        throw new EOFException(where + " is not taken beyond byte " + arrived);
    }

    /**
     * What has become of a part.
     *
     * @param until how much of the object the store has
     * @param object there after the last part
     */
    private record Taken(long until, @Nullable StorageObject object) {}

    private Taken put(byte[] bytes, int offset, long end, String total) throws IOException {
        int length = (int) (end - arrived);
        HttpRequest request = bucket.client()
                .getRequestFactory()
                .buildPutRequest(session, new ByteArrayContent(TYPE, bytes, offset, length));
        request.getHeaders().setContentRange("bytes " + arrived + "-" + (end - 1) + "/" + total);
        request.setParser(bucket.client().getObjectParser());
        request.setFollowRedirects(false);
        request.setThrowExceptionOnExecuteError(false);
        HttpResponse response = request.execute();
        try {
            if (response.getStatusCode() == GO_ON) {
                return new Taken(until(response.getHeaders().getRange()), null);
            }
            if (!response.isSuccessStatusCode()) {
                throw new HttpResponseException(response);
            }
            return new Taken(end, response.parseAs(StorageObject.class));
        } finally {
            response.disconnect();
        }
    }

    /** @param range {@code bytes=0-99}; absent while there is nothing */
    private static long until(@Nullable String range) {
        return range == null ? 0 : Long.parseLong(range.substring(range.indexOf('-') + 1)) + 1;
    }

    private String crc32c() {
        byte[] value = ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) checksum.getValue())
                .array();
        return Base64.getEncoder().encodeToString(value);
    }

    @Override
    public void abort() throws IOException {
        GenericUrl given = Objects.requireNonNull(session);
        bucket.call(where, () -> {
            HttpRequest request = bucket.client().getRequestFactory().buildDeleteRequest(given);
            // The store answers 499 to an upload that it gives up.
            request.setThrowExceptionOnExecuteError(false);
            request.execute().disconnect();
            return given;
        });
    }
}
