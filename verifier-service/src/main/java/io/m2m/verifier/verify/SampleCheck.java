package io.m2m.verifier.verify;

import io.m2m.verifier.staged.StagedFiles;
import io.m2m.verifier.staged.StagedTask;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * A seeded sample of a collection's rows: those whose ids, mixed with the seed, are the smallest numbers. It is the same for
 * every attempt and every order of the files, and holds every copy of an id.
 */
final class SampleCheck {
    /** More would be kept in memory: then level full is the better choice. */
    private static final int MOST = 1_000_000;

    private final StagedFiles files;
    private final long seed;

    SampleCheck(StagedFiles files, String migration) {
        this.files = files;
        this.seed = migration.chars().asLongStream().reduce(0, (mixed, next) -> Mix.of(mixed + next + 1));
    }

    /**
     * @param tasks of the whole collection
     * @return the largest number that belongs to the sample
     */
    long limit(List<StagedTask> tasks, int wanted) throws IOException {
        int size = Math.min(wanted, MOST);
        PriorityQueue<Long> smallest = new PriorityQueue<>(Comparator.reverseOrder());
        for (StagedTask task : tasks) {
            files.ids(task, (row, id) -> {
                long number = number(id);
                if (smallest.size() < size) {
                    smallest.add(number);
                } else if (number < smallest.element()) {
                    smallest.poll();
                    smallest.add(number);
                }
            });
        }
        return smallest.isEmpty() ? Long.MIN_VALUE : smallest.element();
    }

    /**
     * Compares the sampled rows of one partition, vector by vector. Rows the target does not return are none of its business.
     *
     * @param sides with vectors
     * @param limit of {@link #limit}
     */
    void check(PartitionSides sides, List<StagedTask> tasks, long limit) throws IOException {
        RowTable table = sampled(tasks, limit);
        sides.staged().hash(table, IntStream.range(0, table.size()));
        RowSums hasher = new RowSums(sides.rowBytes());
        List<Long> ids = table.heads()
                .mapToObj(table::id)
                .filter(id -> id != Long.MAX_VALUE)
                .toList();
        sides.rows(ids, (id, block, offset) -> {
            int head = table.head(id);
            var hash = hasher.hash(id, block, offset);
            if (table.copies(head).noneMatch(copy -> table.hash(copy).equals(hash))) {
                sides.different(table, head);
            }
        });
    }

    private RowTable sampled(List<StagedTask> tasks, long limit) throws IOException {
        int[] rows = {0};
        for (StagedTask task : tasks) {
            files.ids(task, (row, id) -> rows[0] += number(id) <= limit ? 1 : 0);
        }
        RowTable table = new RowTable(rows[0]);
        for (int i = 0; i < tasks.size(); i++) {
            int task = i;
            files.ids(tasks.get(i), (row, id) -> {
                if (number(id) <= limit) {
                    table.add(id, task, row);
                }
            });
        }
        return table;
    }

    private long number(long id) {
        return Mix.of(id ^ seed);
    }
}
