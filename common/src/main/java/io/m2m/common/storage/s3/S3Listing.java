package io.m2m.common.storage.s3;

import io.m2m.common.storage.ObjectInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects below a prefix, asked for page by page; the first page at once, so that a bad store shows before the first use. */
final class S3Listing implements Iterator<ObjectInfo> {
    private final S3Bucket bucket;
    private final String root;
    private final String where;
    private final Iterator<S3Object> objects;
    private @Nullable ObjectInfo next;

    S3Listing(S3Bucket bucket, String root, String prefix, String where) throws IOException {
        this.bucket = bucket;
        this.root = root;
        this.where = where;
        try {
            this.objects = bucket.client()
                    .listObjectsV2Paginator(
                            request -> request.bucket(bucket.name()).prefix(root + prefix))
                    .contents()
                    .iterator();
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
        this.next = advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public ObjectInfo next() {
        ObjectInfo current = next;
        if (current == null) {
            throw new NoSuchElementException();
        }
        try {
            next = advance();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return current;
    }

    /** Keys that end in a slash are passed over: consoles make them to show an empty folder. */
    private @Nullable ObjectInfo advance() throws IOException {
        try {
            while (objects.hasNext()) {
                S3Object object = objects.next();
                if (!object.key().endsWith("/")) {
                    return info(object);
                }
            }
            return null;
        } catch (SdkException failure) {
            throw bucket.failed(failure, where);
        }
    }

    /** Some stores list fractions of a second that the answer about a single object has no room for. */
    private ObjectInfo info(S3Object object) {
        return new ObjectInfo(
                object.key().substring(root.length()),
                object.size(),
                object.lastModified().truncatedTo(ChronoUnit.SECONDS));
    }
}
