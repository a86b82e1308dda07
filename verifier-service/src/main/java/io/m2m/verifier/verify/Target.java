package io.m2m.verifier.verify;

import io.m2m.common.model.VectorType;
import io.m2m.common.schema.ServerVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the verifier asks of the target. Every answer is as of now: no row that was imported before is overlooked.
 *
 * <p>Failures are {@link io.m2m.common.model.ProblemException}s: UNREACHABLE when the target does not answer, TARGET when it
 * refuses. Implementations are safe for use by many threads. Every one passes {@code TargetContract}.
 */
public interface Target {
    ServerVersion version();

    /** @return empty when there is no such collection */
    Optional<TargetCollection> describe(String collection);

    /** Makes the rows of a collection that has an index queryable; returns when they are. */
    void load(String collection);

    /** Makes rows that were imported into a loaded collection queryable; returns when they are. */
    void refresh(String collection);

    /** Whether a loaded collection answers without rows that were stored since: an import shows only after a while, or a refresh. */
    boolean behind(String collection);

    /**
     * Gives a loaded collection time to take its index up: until then searches look at every row.
     *
     * @return rows that are searched without the index: of segments too small to have one, and what was inserted lately
     */
    long unindexed(String collection);

    /** Rows by the target's statistics: every copy of a repeated id, deleted rows perhaps included; loaded or not. */
    long stored(TargetPartition partition);

    /** Whether {@link #count} works. */
    boolean counts();

    /** Rows of a loaded partition, every copy of a repeated id included, and id 2^63-1. */
    long count(TargetPartition partition, IdSet ids);

    /**
     * Rows of a loaded partition: one of a repeated id, none of id 2^63-1, in no particular order.
     *
     * @param rowBytes width of a stored vector, 0 to read ids only
     * @throws io.m2m.common.model.ProblemException of kind TARGET when a vector has another width
     */
    void rows(TargetPartition partition, IdSet ids, int rowBytes, Rows sink);

    /** The {@code k} nearest rows of a loaded partition, nearest first. */
    List<Hit> search(TargetPartition partition, VectorType vectorType, byte[] vector, int k);

    /**
     * The {@code k} nearest rows of a loaded collection to each of some vectors, nearest first; one row of a repeated id.
     *
     * @param parameters of the search, by the server's names
     * @return by vector
     */
    List<List<Hit>> search(
            String collection, VectorType vectorType, List<byte[]> vectors, int k, Map<String, Integer> parameters);

    /** Takes the rows of an answer. */
    @FunctionalInterface
    interface Rows {
        /** @param vectors holds the row's vector at {@code offset} as 1.x stored it; valid during the call only */
        void row(long id, byte[] vectors, int offset);
    }

    /** @param score the metric's number for this row */
    record Hit(long id, float score) {}
}
