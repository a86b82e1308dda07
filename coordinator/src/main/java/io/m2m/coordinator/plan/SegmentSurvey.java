package io.m2m.coordinator.plan;

import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.SourceFile;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.common.storage.ObjectStore;
import io.m2m.coordinator.catalog.Catalog.SourceSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at the three files of a segment: that they are there and that their sizes agree.
 *
 * <pre>
 * &lt;segment&gt;.rv, &lt;segment&gt;.uid, deleted_docs:   8 bytes payload length, little-endian | payload
 * </pre>
 */
final class SegmentSurvey {
    private static final int HEADER_BYTES = 8;

    private final List<ObjectStore> roots;

    SegmentSurvey(List<ObjectStore> roots) {
        this.roots = roots;
    }

    /** A segment whose files agree, or the file that does not and why. */
    sealed interface Result {
        record Readable(SegmentSlice slice) implements Result {}

        /** @param reason completes a sentence that begins with the file */
        record Unreadable(String file, String reason) implements Result {}
    }

    /** @param notes told of what is odd without being wrong */
    Result look(SourceSegment segment, int rowBytes, Consumer<String> notes) throws IOException {
        try {
            return new Result.Readable(slice(segment, rowBytes, notes));
        } catch (UnfitFileException unfit) {
            return new Result.Unreadable(unfit.file(), unfit.getMessage() + "; restore it from a copy of the store");
        } catch (FileSystemException denied) {
            return new Result.Unreadable(key(denied), "cannot be read (" + why(denied) + "); see that m2m may read it");
        }
    }

    /** The file as it is named elsewhere: relative to its data root. */
    private String key(FileSystemException denied) {
        String file = String.valueOf(denied.getFile());
        return roots.stream()
                .map(root -> root.location() + "/")
                .filter(file::startsWith)
                .map(root -> file.substring(root.length()))
                .findFirst()
                .orElse(file);
    }

    private static String why(FileSystemException denied) {
        return denied.getReason() == null ? "access denied" : denied.getReason();
    }

    private SegmentSlice slice(SourceSegment segment, int rowBytes, Consumer<String> notes)
            throws UnfitFileException, IOException {
        SegmentFolder folder = SegmentFolder.find(roots, segment.folder() + "/", segment.segment(), notes);
        long vectorBytes = payload(folder.store(), folder.vectors());
        long idBytes = payload(folder.store(), folder.ids());
        long rows = count(folder.ids(), idBytes, Long.BYTES, "ids");
        count(folder.deletedDocs(), payload(folder.store(), folder.deletedDocs()), Integer.BYTES, "offsets");
        long expected = Math.multiplyExact(rows, (long) rowBytes);
        if (vectorBytes != expected) {
            throw new UnfitFileException(
                    folder.vectors().key(),
                    "holds " + vectorBytes + " bytes of vectors, expected " + expected + ": " + rowBytes
                            + " for each of the " + rows + " ids in "
                            + name(folder.ids()));
        }
        if (segment.fileSize() >= 0 && segment.fileSize() != vectorBytes + idBytes) {
            notes.accept("segment " + segment.segment() + " has " + (vectorBytes + idBytes)
                    + " bytes of vectors and ids, its metadata says " + segment.fileSize() + "; the files count");
        }
        if (segment.rows() > rows) {
            notes.accept("segment " + segment.segment() + " holds " + rows + " rows, its metadata says "
                    + segment.rows() + "; the files count");
        }
        return new SegmentSlice(
                segment.segment(),
                segment.folder(),
                folder.root(),
                0,
                rows,
                rows,
                segment.rows(),
                List.of(file(folder.vectors()), file(folder.ids()), file(folder.deletedDocs())));
    }

    /** Bytes after the first payload are what a server left there; the dump reports them. */
    private static long payload(ObjectStore store, ObjectInfo file) throws UnfitFileException, IOException {
        if (file.bytes() < HEADER_BYTES) {
            throw new UnfitFileException(
                    file.key(), "has " + file.bytes() + " bytes, too few for its header of " + HEADER_BYTES);
        }
        byte[] header;
        try (InputStream in = store.open(file.key(), 0)) {
            header = in.readNBytes(HEADER_BYTES);
        }
        if (header.length < HEADER_BYTES) {
            throw new UnfitFileException(file.key(), "ends after " + header.length + " bytes of its header");
        }
        long payload = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long there = file.bytes() - HEADER_BYTES;
        if (payload < 0 || payload > there) {
            throw new UnfitFileException(
                    file.key(),
                    "announces " + Long.toUnsignedString(payload) + " bytes after its header, but holds " + there);
        }
        return payload;
    }

    private static long count(ObjectInfo file, long bytes, int each, String what) throws UnfitFileException {
        if (bytes % each != 0) {
            throw new UnfitFileException(
                    file.key(), "holds " + bytes + " bytes of " + what + ", which is no multiple of " + each);
        }
        return bytes / each;
    }

    private static String name(ObjectInfo file) {
        return file.key().substring(file.key().lastIndexOf('/') + 1);
    }

    private static SourceFile file(ObjectInfo info) {
        return new SourceFile(name(info), info.bytes(), info.modified());
    }
}
