package io.m2m.verifier.verify;

import io.m2m.verifier.verify.Target.Hit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a target returned for some queries, and, once every row of the source was shown to it, what it should have returned. */
final class Answers {
    /**
     * One returned row.
     *
     * <p>Of the copies of a repeated id the nearest one decides whether it was rightly returned, and the one whose distance is the
     * score whether the score is right: which copy the target has taken cannot be seen.
     */
    static final class Answer {
        final Hit hit;
        private final int query;
        private double distance = Double.NaN;
        private boolean scoreAgrees;

        private Answer(Hit hit, int query) {
            this.hit = hit;
            this.query = query;
        }

        private void meets(double found, Distances distances) {
            if (Double.isNaN(distance) || found < distance) {
                distance = found;
            }
            double score = distances.score(found);
            scoreAgrees |= score == hit.score() || Math.abs(score - hit.score()) <= distances.tolerance(query);
        }

        boolean inSource() {
            return !Double.isNaN(distance);
        }

        double distance() {
            return distance;
        }

        boolean scoreAgrees() {
            return scoreAgrees;
        }
    }

    private final Distances distances;
    private final Nearest[] nearest;
    private final List<List<Answer>> answers = new ArrayList<>();
    private final Map<Long, List<Answer>> byId = new HashMap<>();

    /** @param hits by query */
    Answers(Distances distances, List<List<Hit>> hits, int k) {
        this.distances = distances;
        this.nearest = new Nearest[hits.size()];
        Arrays.setAll(nearest, query -> new Nearest(k));
        for (int query = 0; query < nearest.length; query++) {
            List<Answer> answered = new ArrayList<>();
            for (Hit hit : hits.get(query)) {
                Answer answer = new Answer(hit, query);
                answered.add(answer);
                byId.computeIfAbsent(hit.id(), id -> new ArrayList<>()).add(answer);
            }
            answers.add(answered);
        }
    }

    /** Takes the next row of the source. */
    void row(long id, byte[] vectors, int offset) {
        distances.row(vectors, offset);
        for (int query = 0; query < nearest.length; query++) {
            double distance = distances.to(query);
            if (nearest[query].takes(distance)) {
                nearest[query].offer(id, distance, distances.tolerance(query));
            }
        }
        for (Answer answer : byId.getOrDefault(id, List.of())) {
            answer.meets(distances.to(answer.query), distances);
        }
    }

    Nearest nearest(int query) {
        return nearest[query];
    }

    List<Answer> to(int query) {
        return answers.get(query);
    }
}
