package io.m2m.verifier.verify;

import io.m2m.verifier.verify.Answers.Answer;
import java.util.ArrayList;
import java.util.List;

/** Adds up how right the answers of a target are. */
final class Judgement {
    private static final int EXAMPLES = 3;

    private final boolean scores;
    private final Distances distances;
    private final List<String> examples = new ArrayList<>();
    private long expected;
    private long found;
    private long strangers;
    private long wrongScores;

    /** @param scores whether a score must be the distance */
    Judgement(boolean scores, Distances distances) {
        this.scores = scores;
        this.distances = distances;
    }

    /** @param ids of the rows whose vectors were searched for */
    SearchedBlock of(long run, long[] ids, Answers answers) {
        for (int query = 0; query < ids.length; query++) {
            judge(ids[query], answers.nearest(query), answers.to(query));
        }
        return new SearchedBlock(run, ids.length, expected, found, strangers, wrongScores, examples);
    }

    private void judge(long id, Nearest nearest, List<Answer> answered) {
        long unknown = answered.stream().filter(answer -> !answer.inSource()).count();
        // A stranger takes the place of the farthest row, not of a nearer one.
        int wanted = (int) Math.max(0, nearest.size() - unknown);
        long right = wanted == 0
                ? 0
                : answered.stream()
                        .filter(answer -> answer.inSource() && answer.distance() <= nearest.reach(wanted))
                        .map(answer -> answer.hit.id())
                        .distinct()
                        .limit(wanted)
                        .count();
        expected += wanted;
        found += right;
        strangers += unknown;
        answered.forEach(answer -> look(id, answer));
        if (right < wanted) {
            say("the search for the vector of id " + id + " found " + right + " of its " + wanted + " nearest rows");
        }
    }

    private void look(long id, Answer answer) {
        String returned = "the search for the vector of id " + id + " returned id " + answer.hit.id();
        if (!answer.inSource()) {
            say(returned + ", which is not in the source");
        } else if (scores && !answer.scoreAgrees()) {
            wrongScores++;
            say(returned + " with score " + answer.hit.score() + ", computed is "
                    + (float) distances.score(answer.distance()));
        }
    }

    private void say(String example) {
        if (examples.size() < EXAMPLES) {
            examples.add(example);
        }
    }
}
