package io.m2m.verifier.verify;

import io.m2m.common.message.Level;
import io.m2m.common.message.Verdict;
import java.util.List;

/**
 * What counts as verified.
 *
 * <p>A collection is VERIFIED when the target's has the same fields, dimension, vector type, metric, index and partitions,
 * and in every partition the same rows, as far as the level looks:
 *
 * <table>
 * <caption>levels</caption>
 * <tr><td>counts</td><td>as many rows</td></tr>
 * <tr><td>ids</td><td>and the same ids</td></tr>
 * <tr><td>sample</td><td>and the same vectors, bit for bit, in a seeded sample</td></tr>
 * <tr><td>full</td><td>and the same vectors, bit for bit, in all rows</td></tr>
 * <tr><td>search</td><td>and the index finds: an exhaustive one the nearest rows, any other as large a share of them as is asked for;
 * scores are distances</td></tr>
 * </table>
 *
 * <p>Equal sums prove equal rows. Where they are not equal, the rows are looked for one by one, and two habits of the target
 * are allowed for: a query returns one row of a repeated id, which must be one of the copies while the count is that of all
 * copies; and no query returns id 2^63-1, which is counted and searched for instead.
 */
final class VerifiedWhen {
    private VerifiedWhen() {}

    /** Whether what a query returned is, by its sums, exactly what was dumped. */
    static boolean sumsAgree(Level level, Sums dumped, Sums returned) {
        return dumped.rows() == returned.rows()
                && dumped.ids().equals(returned.ids())
                && (!level.everyVector() || dumped.whole().equals(returned.whole()));
    }

    /** Whether a partition needs no closer look. @param counted rows it counts, every copy of a repeated id included */
    static boolean proved(Level level, Sums dumped, Sums returned, long counted) {
        return dumped.rows() == counted && sumsAgree(level, dumped, returned);
    }

    /**
     * @param contradictions what differs apart from rows
     * @param differentRows missing, extra and different rows
     * @param complete whether everything planned was dumped
     */
    static Verdict verdict(List<String> contradictions, long differentRows, boolean complete) {
        if (!contradictions.isEmpty() || differentRows > 0) {
            return Verdict.MISMATCH;
        }
        return complete ? Verdict.VERIFIED : Verdict.INCOMPLETE;
    }
}
