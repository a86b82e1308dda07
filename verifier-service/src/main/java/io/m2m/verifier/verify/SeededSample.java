package io.m2m.verifier.verify;

import io.m2m.common.fingerprint.Mix;
import io.m2m.verifier.staged.StagedFiles;
import io.m2m.verifier.staged.StagedTask;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A seeded sample of staged rows: those whose ids, mixed with the seed, are the smallest numbers. It is the same for every attempt
 * and every order of the files, and holds every copy of an id.
 */
final class SeededSample {
    /** More would be kept in memory: then level full is the better choice. */
    private static final int MOST = 1_000_000;

    private final StagedFiles files;
    private final long seed;

    SeededSample(StagedFiles files, String migration) {
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

    /** Those rows of some tasks that belong to it. @param limit of {@link #limit} */
    RowTable rows(List<StagedTask> tasks, long limit) throws IOException {
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

    /** By which ids stand in the sample. */
    long number(long id) {
        return Mix.of(id ^ seed);
    }
}
