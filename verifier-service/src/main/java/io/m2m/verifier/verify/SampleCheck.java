package io.m2m.verifier.verify;

import io.m2m.verifier.staged.StagedTask;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Compares the vectors of a sample of a collection's rows. */
final class SampleCheck {
    private final SeededSample sample;
    private final long limit;

    /** @param limit of the whole collection's sample */
    SampleCheck(SeededSample sample, long limit) {
        this.sample = sample;
        this.limit = limit;
    }

    /**
     * Compares the sampled rows of one partition, vector by vector. Rows the target does not return are none of its business.
     *
     * @param sides with vectors
     */
    void check(PartitionSides sides, List<StagedTask> tasks) throws IOException {
        RowTable table = sample.rows(tasks, limit);
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
}
