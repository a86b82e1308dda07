package io.m2m.verifier.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class NearestTest {
    @RepeatedTest(20)
    void keepsTheNearestOfManyWithEachIdOnce(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Nearest nearest = new Nearest(7);
        Map<Long, Double> best = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            long id = random.nextInt(15);
            double distance = random.nextInt(40);
            best.merge(id, distance, Math::min);
            if (nearest.takes(distance)) {
                nearest.offer(id, distance, 0);
            }
        }

        double[] expected = best.values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .limit(7)
                .toArray();

        assertThat(nearest.size()).isEqualTo(7);
        for (int place = 1; place <= 7; place++) {
            assertThat(nearest.reach(place)).isEqualTo(expected[place - 1]);
        }
    }

    @Test
    void takesNoRowThatIsNoAnswer() {
        assertThat(new Nearest(3).takes(Double.POSITIVE_INFINITY)).isFalse();
    }

    @Test
    void reachesAsFarAsFloatsCannotTellApart() {
        Nearest nearest = new Nearest(2);
        nearest.offer(1, 5, 0.5);

        assertThat(nearest.reach(1)).isEqualTo(5.5);
    }
}
