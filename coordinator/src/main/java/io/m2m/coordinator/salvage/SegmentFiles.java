package io.m2m.coordinator.salvage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * The files of one segment, whose lengths agree.
 *
 * <pre>
 * &lt;segment&gt;.rv, &lt;segment&gt;.uid, deleted_docs:   8 bytes payload length, little-endian | payload
 * </pre>
 *
 * @param table name of the folder above: a collection, or the number of a partition
 * @param rows as many as there are ids, deleted ones included
 * @param rowBytes of one vector; 0 when there are no rows
 * @param deleted positions of deleted rows
 * @param attributes names of the {@code .ra} files of a hybrid collection
 */
record SegmentFiles(
        String table,
        String segment,
        Path vectors,
        Path ids,
        long rows,
        long rowBytes,
        BitSet deleted,
        List<String> attributes) {
    static final int HEADER_BYTES = 8;
    private static final String ATTRIBUTE = ".ra";

    SegmentFiles {
        attributes = List.copyOf(attributes);
    }

    long live() {
        return rows - deleted.cardinality();
    }

    /** As {@code TableFiles.file_size} counts them: vectors and ids. */
    long payloadBytes() {
        return rows * (rowBytes + Long.BYTES);
    }

    static SegmentFiles read(Path folder) throws UnfitFolderException, IOException {
        List<Path> files = TablesFolder.children(folder);
        if (files.isEmpty()) {
            throw new UnfitFolderException("is empty: the server was about to write a segment, or its rows were deleted"
                    + " before they were written");
        }
        String segment = name(folder);
        Path vectors = file(files, segment, ".rv");
        Path ids = file(files, segment, ".uid");
        Path deletedDocs = folder.resolve("deleted_docs");
        if (!Files.isRegularFile(deletedDocs)) {
            throw new UnfitFolderException(
                    "has no deleted_docs, so the server never finished writing it or the file was"
                            + " lost; if none of its rows was deleted, put one of 8 zero bytes there and salvage again");
        }
        long vectorBytes = payload(vectors);
        long rows = counted(ids, payload(ids), Long.BYTES);
        if (rows == 0 ? vectorBytes != 0 : vectorBytes == 0 || vectorBytes % rows != 0) {
            throw new UnfitFolderException("has " + vectorBytes + " bytes of vectors in " + name(vectors)
                    + ", which are no " + rows + " vectors of one length, and " + name(ids) + " has " + rows + " ids");
        }
        if (rows > Integer.MAX_VALUE) {
            throw new UnfitFolderException("has " + rows + " ids, more than its deleted_docs could speak of");
        }
        List<String> attributes = attributes(files);
        return new SegmentFiles(
                name(folder.getParent()),
                segment,
                vectors,
                ids,
                rows,
                rows == 0 ? 0 : vectorBytes / rows,
                deleted(deletedDocs, rows),
                attributes);
    }

    private static List<String> attributes(List<Path> files) {
        return files.stream()
                .map(SegmentFiles::name)
                .filter(each -> each.endsWith(ATTRIBUTE))
                .map(each -> each.substring(0, each.length() - ATTRIBUTE.length()))
                .sorted()
                .toList();
    }

    static String name(Path file) {
        return file.getFileName().toString();
    }

    /** The server takes whichever file has the ending, so a file of another name is the segment's if it is the only one. */
    private static Path file(List<Path> files, String segment, String ending) throws UnfitFolderException {
        List<Path> named = files.stream()
                .filter(Files::isRegularFile)
                .filter(each -> name(each).endsWith(ending))
                .toList();
        for (Path each : named) {
            if (name(each).equals(segment + ending)) {
                return each;
            }
        }
        if (named.size() != 1) {
            throw new UnfitFolderException("has no " + segment + ending
                    + (named.isEmpty() ? "" : ", and " + named.size() + " others that end so"));
        }
        return named.getFirst();
    }

    private static long payload(Path file) throws UnfitFolderException, IOException {
        long there = Files.size(file) - HEADER_BYTES;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(HEADER_BYTES);
            if (header.length < HEADER_BYTES) {
                throw new UnfitFolderException("has a " + name(file) + " of " + header.length
                        + " bytes, too few for its header of " + HEADER_BYTES);
            }
            long payload =
                    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (payload < 0 || payload > there) {
                throw new UnfitFolderException("has a " + name(file) + " that announces "
                        + Long.toUnsignedString(payload) + " bytes after its header, but holds " + there);
            }
            return payload;
        }
    }

    private static long counted(Path file, long bytes, int each) throws UnfitFolderException {
        if (bytes % each != 0) {
            throw new UnfitFolderException(
                    "has a " + name(file) + " of " + bytes + " bytes, which is no multiple of " + each);
        }
        return bytes / each;
    }

    /** Offsets are unsorted and may repeat; those beyond the rows are for the dump to report. */
    private static BitSet deleted(Path file, long rows) throws UnfitFolderException, IOException {
        long offsets = counted(file, payload(file), Integer.BYTES);
        BitSet deleted = new BitSet();
        try (LittleEndianInput in = LittleEndianInput.open(file)) {
            for (long read = 0; read < offsets; read++) {
                int offset = in.readInt();
                if (offset >= 0 && offset < rows) {
                    deleted.set(offset);
                }
            }
        }
        return deleted;
    }
}
