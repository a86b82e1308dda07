package io.m2m.coordinator.catalog;

import io.m2m.coordinator.catalog.Metadata.FieldRow;
import io.m2m.coordinator.catalog.Metadata.FileRow;
import io.m2m.coordinator.catalog.Metadata.TableRow;
import java.util.ArrayList;
import java.util.List;

/** Metadata by hand, row by row, with the numbers a server writes. */
public final class Rows {
    public static final int L2 = 1;
    public static final int JACCARD = 4;
    public static final int SUBSTRUCTURE = 6;

    public static final int NEW = 0;
    public static final int RAW = 1;
    public static final int TO_INDEX = 2;
    public static final int INDEX = 3;
    public static final int TO_DELETE = 4;
    public static final int NEW_MERGE = 5;
    public static final int NEW_INDEX = 6;
    public static final int BACKUP = 7;

    private final List<TableRow> tables = new ArrayList<>();
    private final List<FileRow> files = new ArrayList<>();
    private final List<FieldRow> fields = new ArrayList<>();

    /** A live collection of dimension 4 without an index. */
    public Rows collection(String name) {
        return collection(name, L2, 4);
    }

    public Rows collection(String name, int metric, int dim) {
        return table(name, 0, dim, metric, metric < 3 ? 1 : 9, "{}", "", "");
    }

    public Rows partition(String collection, String tag, String tableId) {
        return table(tableId, 0, 4, L2, 1, "{}", collection, tag);
    }

    public Rows table(
            String tableId, int state, int dim, int metric, int engine, String params, String owner, String tag) {
        int flag = owner.isEmpty() ? 2 : 0;
        tables.add(new TableRow(
                tables.size() + 1L,
                tableId,
                state,
                dim,
                flag,
                1_073_741_824L,
                engine,
                params,
                metric,
                owner,
                tag,
                "1.1.1",
                0));
        return this;
    }

    /** A row whose file is the raw data of its segment. */
    public Rows file(String tableId, String segment, int type, long rows) {
        return file(tableId, segment, segment, type, rows);
    }

    public Rows file(String tableId, String segment, String file, int type, long rows) {
        files.add(new FileRow(files.size() + 1L, tableId, segment, 1, file, type, rows * 24, rows));
        return this;
    }

    public Rows field(String collection, String name, int type) {
        fields.add(new FieldRow(collection, name, type));
        return this;
    }

    public Metadata metadata() {
        return new Metadata(tables, files, fields);
    }
}
