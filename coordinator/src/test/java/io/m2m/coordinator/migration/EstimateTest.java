package io.m2m.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.common.message.StatusMessage.PhaseProgress;
import io.m2m.common.message.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void thereIsNoneBeforeAnythingMoves() {
        assertThat(estimate(List.of(at("dump", null)), List.of(left("dump", 1000))))
                .isNull();
    }

    @Test
    void theLongerOfDumpAndLoadCountsBecauseTheyOverlap() {
        assertThat(estimate(
                        List.of(at("dump", 100.0), at("load", 10.0)), List.of(left("dump", 1000), left("load", 2000))))
                .isEqualTo(200);
    }

    @Test
    void verifyingComesOnTop() {
        assertThat(estimate(
                        List.of(at("load", 10.0), at("verify", 50.0)),
                        List.of(left("load", 1000), left("verify", 1000))))
                .isEqualTo(120);
    }

    @Test
    void aPhaseThatHasNotBegunIsAsSlowAsTheSlowest() {
        assertThat(estimate(
                        List.of(at("dump", 100.0), at("load", 10.0), at("verify", null)),
                        List.of(left("load", 1000), left("verify", 1000))))
                .isEqualTo(200);
    }

    @Test
    void aPhaseThatStandsStillHasNoEnd() {
        assertThat(estimate(
                        List.of(at("dump", 100.0), at("load", 0.0)), List.of(left("dump", 1000), left("load", 1000))))
                .isNull();
    }

    @Test
    void aPhaseWhoseTasksAreDoneIsNotWaitedForAlthoughDeletedRowsAreMissing() {
        PhaseProgress dumped = new PhaseProgress("dump", 3, 3, 900, 1000, 0, 0, null, null, null);

        assertThat(estimate(List.of(at("dump", 0.0), at("load", 10.0)), List.of(dumped, left("load", 100))))
                .isEqualTo(10);
    }

    @Test
    void aCollectionThatIsThroughIsNotWaitedFor() {
        CollectionStatus failed = new CollectionStatus(
                "m", 1, "c", "c", "FINISHED", List.of(left("load", 1000)), 0, Verdict.FAILED, null);

        assertThat(new Estimate(List.of(at("load", 10.0)), List.of(failed)).seconds())
                .isZero();
    }

    private static @Nullable Long estimate(List<PhaseProgress> totals, List<PhaseProgress> ofCollection) {
        CollectionStatus collection = new CollectionStatus("m", 1, "c", "c", "DUMPING", ofCollection, 0, null, null);
        return new Estimate(totals, List.of(collection)).seconds();
    }

    private static PhaseProgress at(String phase, @Nullable Double rowsPerSecond) {
        return new PhaseProgress(phase, 0, 1, 0, 0, 0, 0, rowsPerSecond, rowsPerSecond, null);
    }

    private static PhaseProgress left(String phase, long rows) {
        return new PhaseProgress(phase, 0, 1, 500, 500 + rows, 0, 0, null, null, null);
    }
}
