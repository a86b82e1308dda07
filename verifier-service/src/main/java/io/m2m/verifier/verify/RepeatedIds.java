package io.m2m.verifier.verify;

import io.m2m.common.report.Differences;
import io.m2m.common.report.KeptCopies;
import io.m2m.common.report.RepeatedId;
import io.m2m.verifier.staged.StagedFiles;
import io.m2m.verifier.staged.StagedTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ids that several rows have, in passes over the id space so that memory is bounded: all of them go to a file of
 * staging, the first to the report. Good for one count.
 */
final class RepeatedIds {
    private static final long IDS_A_PASS = 4_000_000;

    private final StagedFiles files;
    private final ListFile list;
    private final List<RepeatedId> first = new ArrayList<>();
    private long ids;

    RepeatedIds(StagedFiles files, ListFile list) {
        this.files = files;
        this.list = list;
    }

    /**
     * @param partitions the tasks of each partition
     * @param thorough whether files may be read; otherwise only what each task found in itself is counted, and nothing listed
     * @param distinct whether each partition is known to hold no id twice
     * @return rows beyond the first of their id
     */
    long count(List<List<StagedTask>> partitions, boolean thorough, boolean distinct) throws IOException {
        List<StagedTask> tasks = partitions.stream().flatMap(List::stream).toList();
        if (distinct && apart(partitions.stream().flatMap(RepeatedIds::span).toList())) {
            return 0;
        }
        if (!thorough) {
            return tasks.stream()
                    .mapToLong(task -> task.manifest().repeatedIds())
                    .sum();
        }
        if (apart(tasks.stream().map(RepeatedIds::span).toList())) {
            tasks = tasks.stream()
                    .filter(task -> task.manifest().repeatedIds() > 0)
                    .toList();
        }
        long repeated = 0;
        for (IdSet.Range window : new RangeCut(files).cut(tasks, IDS_A_PASS)) {
            repeated += count(tasks, window);
        }
        return repeated;
    }

    /** What was found; nothing when no id is repeated, or no file was read. */
    @Nullable
    KeptCopies listed() {
        return ids == 0 ? null : new KeptCopies(ids, first, list.key());
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
        return count(ids[0], size[0]);
    }

    /** @param sorted the first {@code size} of them */
    private long count(long[] sorted, int size) {
        long repeated = 0;
        int start = 0;
        for (int end = 1; end <= size; end++) {
            if (end == size || sorted[end] != sorted[start]) {
                if (end - start > 1) {
                    add(new RepeatedId(String.valueOf(sorted[start]), end - start));
                    repeated += end - start - 1;
                }
                start = end;
            }
        }
        return repeated;
    }

    private void add(RepeatedId repeated) {
        ids++;
        if (first.size() < Differences.FIRST) {
            first.add(repeated);
        }
        list.add(repeated);
    }
}
