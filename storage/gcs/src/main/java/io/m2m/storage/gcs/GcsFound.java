package io.m2m.storage.gcs;

import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.bucket.Listing.Found;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects below a prefix of a bucket. */
final class GcsFound implements Found {
    private final GcsBucket bucket;
    private final String prefix;
    private final String where;
    private Iterator<StorageObject> page = Collections.emptyIterator();
    private @Nullable String next;
    private boolean started;

    /** @param where the prefix for a sentence */
    GcsFound(GcsBucket bucket, String prefix, String where) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.where = where;
    }

    @Override
    public @Nullable ObjectInfo next() throws IOException {
        while (!page.hasNext() && (!started || next != null)) {
            turn();
        }
        return page.hasNext() ? info(page.next()) : null;
    }

    private void turn() throws IOException {
        Objects found = bucket.call(
                where,
                () -> bucket.client()
                        .objects()
                        .list(bucket.name())
                        .setPrefix(prefix)
                        .setPageToken(next)
                        .setFields("nextPageToken,items(name,size,timeCreated)")
                        .execute());
        List<StorageObject> items = found.getItems();
        page = items == null ? Collections.emptyIterator() : items.iterator();
        next = found.getNextPageToken();
        started = true;
    }

    static ObjectInfo info(StorageObject object) {
        return new ObjectInfo(object.getName(), object.getSize().longValueExact(), modified(object));
    }

    /** An object never changes; another one takes its place. */
    private static Instant modified(StorageObject object) {
        return Instant.ofEpochMilli(object.getTimeCreated().getValue());
    }
}
