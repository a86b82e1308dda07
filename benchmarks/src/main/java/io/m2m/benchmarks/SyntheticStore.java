package io.m2m.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;

/**
 * A 1.x store of one float collection, as a server would have left it.
 *
 * @param folder with {@code meta.sqlite} and {@code tables}
 */
record SyntheticStore(Path folder) {
    static final int DIM = 128;
    static final int BYTES_PER_ROW = 4 * DIM + 8;

    private static final String COLLECTION = "bench";
    private static final int ROW_BYTES = 4 * DIM;
    private static final int ROWS_A_WRITE = 8_192;
    private static final long FIRST_SEGMENT = 1_600_000_000_000_000_000L;

    /**
     * Writes a store.
     *
     * @param rows of each segment
     */
    static SyntheticStore write(Path folder, long... rows) throws IOException, SQLException {
        Files.createDirectories(folder.resolve("tables"));
        try (Connection meta = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("meta.sqlite"));
                Statement statement = meta.createStatement()) {
            createTables(statement);
            statement.execute("INSERT INTO Tables VALUES (1,'" + COLLECTION + "',0," + DIM
                    + ",1,2,1073741824,1,'{}',1,'','','1.1.1',0)");
            long firstId = 0;
            for (int segment = 0; segment < rows.length; segment++) {
                long id = FIRST_SEGMENT + segment * 1_000L;
                statement.execute("INSERT INTO TableFiles VALUES (" + (segment + 1) + ",'" + COLLECTION + "','" + id
                        + "',1,'" + id + "',1," + rows[segment] * BYTES_PER_ROW + "," + rows[segment] + ",1,1,1,0)");
                writeSegment(folder.resolve("tables").resolve(COLLECTION).resolve("" + id), id, firstId, rows[segment]);
                firstId += rows[segment];
            }
        }
        return new SyntheticStore(folder);
    }

    private static void createTables(Statement statement) throws SQLException {
        statement.execute("CREATE TABLE Environment (global_lsn INTEGER DEFAULT 0 NOT NULL)");
        statement.execute(
                "CREATE TABLE Tables (id INTEGER PRIMARY KEY NOT NULL, table_id TEXT UNIQUE NOT NULL,"
                        + " state INTEGER NOT NULL, dimension INTEGER NOT NULL, created_on INTEGER NOT NULL,"
                        + " flag INTEGER DEFAULT 0 NOT NULL, index_file_size INTEGER NOT NULL, engine_type INTEGER NOT NULL,"
                        + " index_params TEXT NOT NULL, metric_type INTEGER NOT NULL, owner_table TEXT DEFAULT '' NOT NULL,"
                        + " partition_tag TEXT DEFAULT '' NOT NULL, version TEXT DEFAULT '' NOT NULL, flush_lsn INTEGER NOT NULL)");
        statement.execute("CREATE TABLE TableFiles (id INTEGER PRIMARY KEY NOT NULL, table_id TEXT NOT NULL,"
                + " segment_id TEXT DEFAULT '' NOT NULL, engine_type INTEGER NOT NULL, file_id TEXT NOT NULL,"
                + " file_type INTEGER NOT NULL, file_size INTEGER DEFAULT 0 NOT NULL, row_count INTEGER DEFAULT 0 NOT NULL,"
                + " updated_time INTEGER NOT NULL, created_on INTEGER NOT NULL, date INTEGER NOT NULL,"
                + " flush_lsn INTEGER NOT NULL)");
        statement.execute("CREATE TABLE Fields (collection_id TEXT NOT NULL, field_name TEXT NOT NULL,"
                + " field_type INTEGER NOT NULL, field_params TEXT NOT NULL)");
    }

    private static void writeSegment(Path folder, long segment, long firstId, long rows) throws IOException {
        Files.createDirectories(folder);
        SplittableRandom random = new SplittableRandom(segment);
        try (OutputStream vectors = Files.newOutputStream(folder.resolve(segment + ".rv"));
                OutputStream ids = Files.newOutputStream(folder.resolve(segment + ".uid"))) {
            vectors.write(header(rows * ROW_BYTES));
            ids.write(header(rows * 8));
            for (long row = 0; row < rows; row += ROWS_A_WRITE) {
                int count = (int) Math.min(ROWS_A_WRITE, rows - row);
                vectors.write(floats(random, count * DIM));
                ids.write(numbers(firstId + row, count));
            }
        }
        Files.write(folder.resolve("deleted_docs"), header(0));
    }

    private static byte[] header(long payloadBytes) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(payloadBytes)
                .array();
    }

    private static byte[] floats(SplittableRandom random, int count) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            buffer.putFloat((random.nextInt() >> 8) / (float) (1 << 23));
        }
        return buffer.array();
    }

    private static byte[] numbers(long first, int count) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            buffer.putLong(first + i);
        }
        return buffer.array();
    }

    /** Rows whose vectors fill so many GiB. */
    static long rowsOf(double gib) {
        return (long) (gib * (1L << 30) / ROW_BYTES);
    }

    /** A configuration that dumps to a folder and names no target. */
    Path configuration(Path staging) throws IOException {
        return Files.writeString(folder.resolve("migration.yaml"), """
                meta: {mode: sqlite, sqliteFile: '%s'}
                source: {mode: local, local: {tablesDir: '%s'}}
                target: {mode: local, local: {outputDir: '%s'}}
                """.formatted(
                        folder.resolve("meta.sqlite"), folder.resolve("tables"), staging));
    }
}
