package io.m2m.common.storage.bucket;

import io.m2m.common.storage.ObjectInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Objects of a folder; the first is asked for at once, so that a bad store shows before the first use. */
public final class Listing implements Iterator<ObjectInfo> {
    private final BucketFolder folder;
    private final Found found;
    private @Nullable ObjectInfo next;

    /** What a store lists, page by page. */
    public interface Found {
        /** With the key from the bucket's root; nothing at the end. */
        @Nullable
        ObjectInfo next() throws IOException;
    }

    private Listing(BucketFolder folder, Found found) throws IOException {
        this.folder = folder;
        this.found = found;
        this.next = advance();
    }

    static Stream<ObjectInfo> of(BucketFolder folder, Found found) throws IOException {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new Listing(folder, found), Spliterator.NONNULL | Spliterator.DISTINCT),
                false);
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
        ObjectInfo object = found.next();
        while (object != null && object.key().endsWith("/")) {
            object = found.next();
        }
        return object == null ? null : folder.own(object);
    }
}
