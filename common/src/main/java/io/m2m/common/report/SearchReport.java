package io.m2m.common.report;

import java.util.Map;

/**
 * What the target's searches found of one collection.
 *
 * @param queries vectors that were searched for
 * @param k how many nearest rows were asked for each
 * @param recall share of the rows that are nearest by computed distances, 1 when every one was found
 * @param parameters of the searches, those that the index knows
 * @param scoresCompared whether the scores were held against computed distances: an index of compressed vectors tells others
 */
public record SearchReport(int queries, int k, double recall, Map<String, Integer> parameters, boolean scoresCompared) {
    public SearchReport {
        parameters = Map.copyOf(parameters);
    }
}
