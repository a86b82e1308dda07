package io.m2m.verifier.verify;

import io.m2m.verifier.staged.StagedFiles;
import io.m2m.verifier.staged.StagedTask;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The staged rows of one partition, cut into the ranges the target was read in. */
final class StagedRows {
    private final StagedFiles files;
    private final List<StagedTask> tasks;
    private final List<IdSet.Range> ranges;
    private final long[] firsts;
    private final int rowBytes;

    /**
     * @param ranges ascending and without gaps, over all ids
     * @param rowBytes width of a stored vector
     */
    StagedRows(StagedFiles files, List<StagedTask> tasks, List<IdSet.Range> ranges, int rowBytes) {
        this.files = files;
        this.tasks = tasks;
        this.ranges = ranges;
        this.firsts = ranges.stream().mapToLong(IdSet.Range::first).toArray();
        this.rowBytes = rowBytes;
    }

    /** Adds up every range in one pass, and checks the files on the way. @param vectors whether to read them too */
    Sums[] sums(boolean vectors) throws IOException {
        RowSums[] sums = new RowSums[ranges.size()];
        Arrays.setAll(sums, range -> new RowSums(vectors ? rowBytes : 0));
        byte[] nothing = {};
        for (StagedTask task : tasks) {
            if (vectors) {
                files.rows(task, rowBytes, (row, id, block, offset) -> sums[range(id)].add(id, block, offset));
            } else {
                files.ids(task, (row, id) -> sums[range(id)].add(id, nothing, 0));
            }
        }
        return Arrays.stream(sums).map(RowSums::sums).toArray(Sums[]::new);
    }

    /**
     * Tables of the rows of some ranges.
     *
     * @param wanted positions of the ranges
     * @param rows how many rows each range has, by position
     * @return by position of the range, null where none was wanted
     */
    RowTable[] tables(List<Integer> wanted, long[] rows) throws IOException {
        RowTable[] tables = new RowTable[ranges.size()];
        for (int range : wanted) {
            tables[range] = new RowTable(Math.toIntExact(rows[range]));
        }
        for (int i = 0; i < tasks.size(); i++) {
            int number = i;
            StagedTask task = tasks.get(i);
            if (wanted.stream().map(ranges::get).anyMatch(range -> task.reaches(range.first(), range.last()))) {
                files.ids(task, (row, id) -> {
                    RowTable table = tables[range(id)];
                    if (table != null) {
                        table.add(id, number, row);
                    }
                });
            }
        }
        return tables;
    }

    /** Reads the vectors of some rows of a table and keeps their hashes. @param rows ascending */
    void hash(RowTable table, IntStream rows) throws IOException {
        int[] wanted = rows.toArray();
        RowSums hasher = new RowSums(rowBytes);
        for (int start = 0; start < wanted.length; ) {
            int task = table.task(wanted[start]);
            int end = start;
            while (end < wanted.length && table.task(wanted[end]) == task) {
                end++;
            }
            int[] ofTask = Arrays.copyOfRange(wanted, start, end);
            int[] position = {0};
            files.vectors(
                    tasks.get(task),
                    rowBytes,
                    Arrays.stream(ofTask).mapToLong(table::rowOfTask).toArray(),
                    Arrays.stream(ofTask).mapToLong(table::id).toArray(),
                    (row, id, block, offset) -> table.hash(ofTask[position[0]++], hasher.hash(id, block, offset)));
            start = end;
        }
    }

    /** The stored vector of one row. */
    byte[] vector(RowTable table, int row) throws IOException {
        byte[] vector = new byte[rowBytes];
        files.vectors(
                tasks.get(table.task(row)),
                rowBytes,
                new long[] {table.rowOfTask(row)},
                new long[] {table.id(row)},
                (position, id, block, offset) -> System.arraycopy(block, offset, vector, 0, rowBytes));
        return vector;
    }

    String segment(RowTable table, int row) {
        return tasks.get(table.task(row)).segmentOf(table.rowOfTask(row));
    }

    private int range(long id) {
        int found = Arrays.binarySearch(firsts, id);
        return found >= 0 ? found : -found - 2;
    }
}
