package io.m2m.verifier.verify;

import io.m2m.verifier.staged.StagedFiles;
import io.m2m.verifier.staged.StagedTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts all ids there are into ranges of about as many staged rows each. The cuts are quantiles of the ids themselves: an even
 * cut of the id space would put all ids of a skewed collection into one range.
 */
final class RangeCut {
    private static final int SAMPLE = 64 * 1024;

    private final StagedFiles files;

    RangeCut(StagedFiles files) {
        this.files = files;
    }

    /**
     * @param rowsPerRange wanted at most, sampling errors and the copies of one id excepted
     * @return ascending, without gaps, from the smallest id there can be to the largest
     */
    List<IdSet.Range> cut(List<StagedTask> tasks, long rowsPerRange) throws IOException {
        long rows = tasks.stream().mapToLong(StagedTask::rows).sum();
        if (rows <= rowsPerRange) {
            return List.of(IdSet.Range.ALL);
        }
        long[] sample = sample(tasks, rows);
        long ranges = Math.ceilDiv(rows, rowsPerRange) + 1;
        List<IdSet.Range> cut = new ArrayList<>();
        long first = Long.MIN_VALUE;
        for (long i = 1; i < ranges; i++) {
            long next = sample[(int) (sample.length * i / ranges)];
            if (next > first) {
                cut.add(new IdSet.Range(first, next - 1));
                first = next;
            }
        }
        cut.add(new IdSet.Range(first, Long.MAX_VALUE));
        return cut;
    }

    /** Every n-th id in the order of the files, sorted: the same for every attempt. */
    private long[] sample(List<StagedTask> tasks, long rows) throws IOException {
        long step = Math.ceilDiv(rows, SAMPLE);
        long[] sample = new long[Math.toIntExact(Math.ceilDiv(rows, step))];
        long[] seen = {0};
        for (StagedTask task : tasks) {
            files.ids(task, (row, id) -> {
                if (seen[0] % step == 0) {
                    sample[(int) (seen[0] / step)] = id;
                }
                seen[0]++;
            });
        }
        Arrays.sort(sample);
        return sample;
    }
}
