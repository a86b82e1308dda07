package io.m2m.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.StatusMessage.PhaseProgress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    private final Throughput throughput = new Throughput();

    @Test
    void aPhaseThatHasNotBegunHasNoSpeed() {
        seen(0, 0);

        assertThat(seen(300, 0).rowsPerSecond()).isNull();
    }

    @Test
    void speedCountsFromWhenThePhaseBegan() {
        seen(0, 0);
        seen(300, 0);

        PhaseProgress now = seen(310, 1000);

        assertThat(now.rowsPerSecond()).isEqualTo(100);
        assertThat(now.bytesPerSecond()).isEqualTo(51_200);
    }

    @Test
    void whatWasThereFromAnEarlierRunIsNoSpeed() {
        seen(0, 5000);

        assertThat(seen(10, 5100).rowsPerSecond()).isEqualTo(10);
    }

    @Test
    void onlyTheLastMinuteCounts() {
        seen(0, 0);
        for (int second = 1; second <= 100; second++) {
            seen(second, 1000L * second);
        }
        for (int second = 101; second <= 170; second++) {
            seen(second, 100_000 + second - 100);
        }

        assertThat(seen(170, 100_070).rowsPerSecond()).isEqualTo(1);
    }

    @Test
    void standingStillIsASpeedOfZero() {
        seen(0, 0);
        for (int second = 1; second < 100; second++) {
            seen(second, 10);
        }

        assertThat(seen(100, 10).rowsPerSecond()).isZero();
    }

    @Test
    void rowsTakenBackAreNoSpeed() {
        seen(0, 0);
        seen(5, 1000);

        assertThat(seen(10, 0).rowsPerSecond()).isZero();
    }

    @Test
    void anotherRunBeginsAnew() {
        seen(0, 0);
        seen(10, 1000);

        assertThat(throughput
                        .measured(2, Instant.ofEpochSecond(20), List.of(phase(5000)))
                        .getFirst()
                        .rowsPerSecond())
                .isNull();
    }

    private PhaseProgress seen(long second, long rows) {
        return throughput
                .measured(1, Instant.ofEpochSecond(second), List.of(phase(rows)))
                .getFirst();
    }

    private static PhaseProgress phase(long rows) {
        return new PhaseProgress("dump", 0, 7, rows, 100_000, rows * 512, 51_200_000, null, null, null);
    }
}
