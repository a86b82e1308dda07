package io.m2m.verifier.verify;

import io.m2m.verifier.staged.StagedFiles;
import io.m2m.verifier.staged.StagedTask;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Counts the rows beyond the first of their id, in passes over the id space so that memory is bounded. */
final class RepeatedIds {
    private static final long IDS_A_PASS = 4_000_000;

    private final StagedFiles files;

    RepeatedIds(StagedFiles files) {
        this.files = files;
    }

    /**
     * @param partitions the tasks of each partition
     * @param thorough whether files may be read; otherwise only what each task found in itself is counted
     * @param distinct whether each partition is known to hold no id twice
     */
    long count(List<List<StagedTask>> partitions, boolean thorough, boolean distinct) throws IOException {
        List<StagedTask> tasks = partitions.stream().flatMap(List::stream).toList();
        if (distinct && apart(partitions.stream().flatMap(RepeatedIds::span).toList())) {
            return 0;
        }
        if (!thorough || apart(tasks.stream().map(RepeatedIds::span).toList())) {
            return tasks.stream()
                    .mapToLong(task -> task.manifest().repeatedIds())
                    .sum();
        }
        long repeated = 0;
        for (IdSet.Range window : new RangeCut(files).cut(tasks, IDS_A_PASS)) {
            repeated += count(tasks, window);
        }
        return repeated;
    }

    private static IdSet.Range span(StagedTask task) {
        return new IdSet.Range(task.minId(), task.maxId());
    }

    /** From the smallest to the largest id of a partition; nothing for one without rows. */
    private static Stream<IdSet.Range> span(List<StagedTask> partition) {
        return partition.stream()
                .map(RepeatedIds::span)
                .reduce((a, b) -> new IdSet.Range(Math.min(a.first(), b.first()), Math.max(a.last(), b.last())))
                .stream();
    }

    /** Whether no id can be in two of these. */
    private static boolean apart(List<IdSet.Range> spans) {
        List<IdSet.Range> ascending = spans.stream()
                .sorted(Comparator.comparingLong(IdSet.Range::first))
                .toList();
        for (int i = 1; i < ascending.size(); i++) {
            if (ascending.get(i).first() <= ascending.get(i - 1).last()) {
                return false;
            }
        }
        return true;
    }

    private long count(List<StagedTask> tasks, IdSet.Range window) throws IOException {
        long[][] ids = {new long[1024]};
        int[] size = {0};
        for (StagedTask task : tasks) {
            if (task.reaches(window.first(), window.last())) {
                files.ids(task, (row, id) -> {
                    if (id >= window.first() && id <= window.last()) {
                        if (size[0] == ids[0].length) {
                            ids[0] = Arrays.copyOf(ids[0], size[0] * 2);
                        }
                        ids[0][size[0]++] = id;
                    }
                });
            }
        }
        Arrays.sort(ids[0], 0, size[0]);
        long repeated = 0;
        for (int i = 1; i < size[0]; i++) {
            if (ids[0][i] == ids[0][i - 1]) {
                repeated++;
            }
        }
        return repeated;
    }
}
