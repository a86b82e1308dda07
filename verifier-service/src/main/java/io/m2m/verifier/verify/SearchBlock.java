package io.m2m.verifier.verify;

import io.m2m.common.message.Progress;
import io.m2m.verifier.staged.StagedFiles;
import io.m2m.verifier.staged.StagedTask;
import io.m2m.verifier.verify.Target.Hit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Has the target search for the vectors of one block of the sample, and computes in one pass over the staged rows what it should
 * have found. Memory is the block's queries with their nearest rows, however large the collection.
 */
final class SearchBlock {
    /** Queries of a block: so many share a pass. */
    static final int QUERIES = 50;

    private static final int ROWS_A_REPORT = 1_000;

    private final Target target;
    private final StagedFiles files;
    private final StagedCollection staged;
    private final Inspection.Searching searching;

    SearchBlock(Target target, StagedFiles files, StagedCollection staged, Inspection.Searching searching) {
        this.target = target;
        this.files = files;
        this.staged = staged;
        this.searching = searching;
    }

    SearchedBlock search(SeededSample sample, int block, long run, Progress progress) throws IOException {
        RowTable table = sample.rows(staged.tasks(), sample.limit(staged.tasks(), searching.queries()));
        int[] queries = queries(table, sample, block);
        List<byte[]> vectors = vectors(table, queries);
        if (vectors.isEmpty()) {
            return SearchedBlock.none(run);
        }
        List<List<Hit>> hits = target.search(
                staged.plan().target(), staged.plan().vectorType(), vectors, searching.k(), searching.parameters());
        Distances distances = Distances.of(staged.plan().vectorType(), searching.metric(), vectors);
        Answers answers = new Answers(distances, hits, searching.k());
        read(answers, progress);
        return new Judgement(new IndexType(searching.index()).keepsVectors(), distances)
                .of(run, Arrays.stream(queries).mapToLong(table::id).toArray(), answers);
    }

    /** Heads of the block's rows, in the order of the sample. */
    private int[] queries(RowTable table, SeededSample sample, int block) {
        return table.heads()
                .boxed()
                .sorted(Comparator.comparing((Integer head) -> sample.number(table.id(head))))
                .limit(searching.queries())
                .skip((long) block * QUERIES)
                .limit(QUERIES)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private List<byte[]> vectors(RowTable table, int[] rows) throws IOException {
        StagedRows source = new StagedRows(files, staged.tasks(), List.of(IdSet.Range.ALL), staged.rowBytes());
        List<byte[]> vectors = new ArrayList<>();
        for (int row : rows) {
            vectors.add(source.vector(table, row));
        }
        return vectors;
    }

    private void read(Answers answers, Progress progress) throws IOException {
        long[] rows = {0};
        for (StagedTask task : staged.tasks()) {
            files.rows(task, staged.rowBytes(), (row, id, vectors, offset) -> {
                answers.row(id, vectors, offset);
                if (++rows[0] % ROWS_A_REPORT == 0) {
                    progress.report(rows[0], RangeReader.bytes(rows[0], staged.rowBytes()));
                }
            });
        }
    }
}
