package io.m2m.verifier.verify;

import io.m2m.common.report.SearchReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The searches of all blocks of a collection added up: what is reported, and what contradicts. */
final class SearchFindings {
    private final Inspection.Searching searching;
    private final List<SearchedBlock> blocks;
    private final @Nullable Double minRecall;

    /** @param minRecall smallest share of the nearest rows that will do; absent when any will */
    SearchFindings(Inspection.Searching searching, List<SearchedBlock> blocks, @Nullable Double minRecall) {
        this.searching = searching;
        this.blocks = blocks;
        this.minRecall = minRecall;
    }

    SearchReport report() {
        return new SearchReport(
                blocks.stream().mapToInt(SearchedBlock::queries).sum(),
                searching.k(),
                recall(),
                searching.parameters(),
                index().keepsVectors());
    }

    private IndexType index() {
        return new IndexType(searching.index());
    }

    private long nearest() {
        return blocks.stream().mapToLong(SearchedBlock::nearest).sum();
    }

    private long found() {
        return blocks.stream().mapToLong(SearchedBlock::found).sum();
    }

    private double recall() {
        return nearest() == 0 ? 1 : (double) found() / nearest();
    }

    /**
     * One sentence each.
     *
     * @param distinct whether no id is there twice: copies of one take the places of other rows in a search
     */
    List<String> contradictions(boolean distinct) {
        List<String> contradictions = new ArrayList<>();
        long wrongScores = blocks.stream().mapToLong(SearchedBlock::wrongScores).sum();
        long strangers = blocks.stream().mapToLong(SearchedBlock::strangers).sum();
        if (wrongScores > 0) {
            contradictions.add("searches returned " + wrongScores + " rows whose score is not their distance");
        }
        if (strangers > 0) {
            contradictions.add("searches returned " + strangers + " rows that are not in the source");
        }
        if (index().exhaustive() && distinct && found() < nearest()) {
            contradictions.add("index " + searching.index() + " looks at every row, and its searches found " + found()
                    + " of the " + nearest() + " nearest ones");
        }
        if (minRecall != null && recall() < minRecall) {
            contradictions.add("searches found " + found() + " of the " + nearest()
                    + " nearest rows, less than verify.minRecall " + minRecall);
        }
        if (!contradictions.isEmpty()) {
            blocks.stream().flatMap(block -> block.examples().stream()).limit(3).forEach(contradictions::add);
        }
        return contradictions;
    }
}
