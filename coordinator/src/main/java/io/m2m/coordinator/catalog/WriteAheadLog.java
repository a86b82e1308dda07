package io.m2m.coordinator.catalog;

import io.m2m.coordinator.catalog.Metadata.TableRow;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder of the server's write-ahead log, {@code <n>.wal}. A file that is there says nothing: records stay after they are
 * flushed. What counts is a record behind its collection's {@code flush_lsn}. Records may be gone although they were never
 * flushed, so finding none proves nothing.
 *
 * <pre>
 * 0   8  lsn: position of the record's end, file number &lt;&lt; 32 | byte
 * 8   1  type: 1 binary rows, 2 float rows, 3 deletes
 * 9   2  bytes of the collection's name
 * 11  2  bytes of the partition's tag
 * 13  4  ids
 * 17  4  bytes of vectors
 * 21     name, tag, ids of 8 bytes, vectors
 * </pre>
 */
public final class WriteAheadLog {
    private static final int HEADER = 21;
    private static final int INSERT_BINARY = 1;
    private static final int INSERT_FLOAT = 2;
    private static final int DELETE = 3;

    private final Path folder;

    public WriteAheadLog(Path folder) {
        this.folder = folder;
    }

    /** Ids in records behind what was flushed. */
    private record Unflushed(long inserted, long deleted) {}

    /**
     * @param metadata tells how far each table is flushed
     * @return a sentence by collection, for those with records that were not flushed
     */
    public Map<String, String> unflushed(Metadata metadata) throws IOException {
        Map<Table, Long> flushed = new HashMap<>();
        for (TableRow row : metadata.tables()) {
            boolean root = row.ownerTable().isEmpty();
            Table table = new Table(root ? row.tableId() : row.ownerTable(), root ? "" : row.partitionTag());
            flushed.merge(table, row.flushLsn(), Math::max);
        }
        Map<String, Unflushed> found = new TreeMap<>();
        for (Record record : records()) {
            Long lsn = flushed.get(new Table(record.collection(), record.tag().strip()));
            if (lsn != null && Long.compareUnsigned(record.lsn(), lsn) > 0) {
                found.merge(record.collection(), record.unflushed(), WriteAheadLog::sum);
            }
        }
        Map<String, String> sentences = new TreeMap<>();
        found.forEach((collection, rows) -> sentences.put(collection, sentence(rows)));
        return sentences;
    }

    private String sentence(Unflushed rows) {
        return "the write-ahead log in " + folder + " holds " + rows.inserted() + " inserts and " + rows.deleted()
                + " deletes of it behind what was flushed; they are not migrated. Start its server once, flush and stop it,"
                + " to have them in files";
    }

    private static Unflushed sum(Unflushed one, Unflushed other) {
        return new Unflushed(one.inserted() + other.inserted(), one.deleted() + other.deleted());
    }

    private List<Record> records() throws IOException {
        List<Record> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().matches("\\d{1,9}\\.wal"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()) {
                read(file, records);
            }
        }
        return records;
    }

    /** Stops at the first thing that is no record: files are made at full length and filled from their beginning. */
    private static void read(Path file, List<Record> records) throws IOException {
        long number = Long.parseLong(file.getFileName().toString().replace(".wal", ""));
        long length = Files.size(file);
        long position = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (position + HEADER <= length) {
                byte[] bytes = new byte[HEADER];
                in.readFully(bytes);
                ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                long lsn = header.getLong();
                int type = header.get();
                int nameBytes = Short.toUnsignedInt(header.getShort());
                int tagBytes = Short.toUnsignedInt(header.getShort());
                long ids = Integer.toUnsignedLong(header.getInt());
                long rest = ids * Long.BYTES + Integer.toUnsignedLong(header.getInt());
                position += HEADER + nameBytes + tagBytes + rest;
                if (lsn != (number << 32 | position) || position > length) {
                    return;
                }
                String name = new String(in.readNBytes(nameBytes), StandardCharsets.UTF_8);
                String tag = new String(in.readNBytes(tagBytes), StandardCharsets.UTF_8);
                in.skipNBytes(rest);
                records.add(new Record(lsn, type, name, tag, ids));
            }
        }
    }

    private record Table(String collection, String tag) {}

    private record Record(long lsn, int type, String collection, String tag, long ids) {
        Unflushed unflushed() {
            return switch (type) {
                case INSERT_BINARY, INSERT_FLOAT -> new Unflushed(ids, 0);
                case DELETE -> new Unflushed(0, ids);
                default -> new Unflushed(0, 0);
            };
        }
    }
}
