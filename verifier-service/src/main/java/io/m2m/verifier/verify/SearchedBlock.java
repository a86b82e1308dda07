package io.m2m.verifier.verify;

import java.util.List;

/**
 * Evidence of one block of searches, kept in staging.
 *
 * @param run the run that searched: the evidence of an older run says nothing
 * @param queries vectors that were searched for
 * @param nearest rows that should have been returned
 * @param found those of them that were, one as near as the last of them in place of it included
 * @param strangers returned ids that are not in the source
 * @param wrongScores returned rows whose score is not their distance
 * @param examples the first of each, sentences
 */
record SearchedBlock(
        long run, int queries, long nearest, long found, long strangers, long wrongScores, List<String> examples) {
    SearchedBlock {
        examples = List.copyOf(examples);
    }

    /** Of a block that no row of the sample fell into. */
    static SearchedBlock none(long run) {
        return new SearchedBlock(run, 0, 0, 0, 0, 0, List.of());
    }
}
