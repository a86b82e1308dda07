package io.m2m.storage.s3;

import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.bucket.Listing.Found;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects below a prefix of a bucket. */
final class S3Found implements Found {
    private final S3Bucket bucket;
    private final String where;
    private final Iterator<S3Object> objects;

    /** @param where the prefix for a sentence */
    S3Found(S3Bucket bucket, String prefix, String where) throws IOException {
        this.bucket = bucket;
        this.where = where;
        try {
            this.objects = bucket.client()
                    .listObjectsV2Paginator(
                            request -> request.bucket(bucket.name()).prefix(prefix))
                    .contents()
                    .iterator();
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
    }

    @Override
    public @Nullable ObjectInfo next() throws IOException {
        try {
            return objects.hasNext() ? info(objects.next()) : null;
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
    }

    /** Some stores list fractions of a second that the answer about a single object has no room for. */
    private static ObjectInfo info(S3Object object) {
        return new ObjectInfo(object.key(), object.size(), object.lastModified().truncatedTo(ChronoUnit.SECONDS));
    }
}
