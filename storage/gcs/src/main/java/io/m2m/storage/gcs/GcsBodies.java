package io.m2m.storage.gcs;

import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.Storage;
import io.m2m.common.storage.bucket.ResumingStream.Bodies;
import io.m2m.common.storage.bucket.ResumingStream.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the rest of an object by a range, and for the same version by its generation.
 *
 * @param where the object for a sentence
 */
record GcsBodies(GcsBucket bucket, String key, String where) implements Bodies {
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final String GENERATION = "x-goog-generation";

    private record Answer(HttpResponse response, InputStream bytes) implements Body {
        @Override
        public long length() {
            return response.getHeaders().getContentLength();
        }

        @Override
        public String version() {
            return response.getHeaders().getFirstHeaderStringValue(GENERATION);
        }

        @Override
        public void abort() {
            try {
                response.disconnect();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Override
    public @Nullable Body from(long position, @Nullable String version) throws IOException {
        return bucket.call(where, () -> ask(position, version));
    }

    private @Nullable Body ask(long position, @Nullable String version) throws IOException {
        Storage.Objects.Get get = bucket.client().objects().get(bucket.name(), key);
        // As it is stored, byte for byte.
        get.getRequestHeaders().setAcceptEncoding("identity");
        if (position > 0) {
            get.getRequestHeaders().setRange("bytes=" + position + "-");
        }
        if (version != null) {
            get.setGeneration(Long.parseLong(version));
        }
        try {
            HttpResponse response = get.executeMedia();
            return new Answer(response, response.getContent());
        } catch (HttpResponseException refusal) {
            if (refusal.getStatusCode() == RANGE_NOT_SATISFIABLE) {
                return null;
            }
            throw refusal;
        }
    }
}
