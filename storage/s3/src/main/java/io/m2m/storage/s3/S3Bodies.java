package io.m2m.storage.s3;

import io.m2m.common.storage.bucket.ResumingStream.Bodies;
import io.m2m.common.storage.bucket.ResumingStream.Body;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Asks for the rest of an object by a range, and for the same version by its ETag.
 *
 * @param where the object for a sentence
 */
record S3Bodies(S3Bucket bucket, String key, String where) implements Bodies {
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private record Answer(ResponseInputStream<GetObjectResponse> bytes) implements Body {
        @Override
        public long length() {
            return bytes.response().contentLength();
        }

        @Override
        public String version() {
            return bytes.response().eTag();
        }

        @Override
        public void abort() {
            bytes.abort();
        }
    }

    @Override
    public @Nullable Body from(long position, @Nullable String version) throws IOException {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket.name()).key(key).ifMatch(version);
        if (position > 0) {
            request.range("bytes=" + position + "-");
        }
        try {
            return new Answer(bucket.client().getObject(request.build()));
        } catch (S3Exception refusal) {
            if (refusal.statusCode() == RANGE_NOT_SATISFIABLE) {
                return null;
            }
            throw bucket.failed(refusal, where);
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
    }
}
