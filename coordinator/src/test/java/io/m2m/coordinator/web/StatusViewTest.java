package io.m2m.coordinator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import io.m2m.coordinator.web.StatusView.Change;
import io.m2m.coordinator.web.StatusView.Following;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusViewTest {
    private static final long KEPT = 4096;

    private final StatusView view = new StatusView();
    private long offset = -1;

    @Test
    void showsTheNewestOfEach() {
        view.accept(Statuses.running("m-1", 1), ++offset);
        view.accept(Statuses.collection("m-1", 1, "b", "DUMPING"), ++offset);
        view.accept(Statuses.collection("m-1", 1, "a", "DUMPING"), ++offset);
        view.accept(Statuses.collection("m-1", 1, "b", "LOADING"), ++offset);
        view.accept(Statuses.running("m-2", 1), ++offset);

        assertThat(view.migrations()).containsExactly(Statuses.running("m-1", 1), Statuses.running("m-2", 1));
        assertThat(view.migration("m-2")).contains(Statuses.running("m-2", 1));
        assertThat(view.collections("m-1"))
                .extracting(CollectionStatus::source, CollectionStatus::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "DUMPING"),
                        org.assertj.core.groups.Tuple.tuple("b", "LOADING"));
        assertThat(view.collections("m-2")).isEmpty();
    }

    @Test
    void knowsNothingOfWhatItWasNotTold() {
        assertThat(view.migrations()).isEmpty();
        assertThat(view.migration("m-1")).isEmpty();
        assertThat(view.collections("m-1")).isEmpty();
        assertThat(view.follow("m-1", 0, change -> {}).backlog()).isEmpty();
    }

    @Test
    void forgetsTheCollectionsOfAnOlderRun() {
        view.accept(Statuses.running("m-1", 1), ++offset);
        view.accept(Statuses.collection("m-1", 1, "a", "FINISHED"), ++offset);

        view.accept(Statuses.running("m-1", 2), ++offset);

        assertThat(view.collections("m-1")).isEmpty();
    }

    @Test
    void aCompactedTopicMayTellTheOldCollectionsBeforeTheNewRun() {
        view.accept(Statuses.collection("m-1", 1, "a", "FINISHED"), ++offset);
        view.accept(Statuses.collection("m-1", 2, "b", "DUMPING"), ++offset);

        view.accept(Statuses.running("m-1", 2), ++offset);

        assertThat(view.collections("m-1")).extracting(CollectionStatus::source).containsExactly("b");
    }

    @Test
    void aLateWordOfAnOlderRunChangesNothing() {
        view.accept(Statuses.running("m-1", 2), ++offset);

        view.accept(Statuses.collection("m-1", 1, "a", "FINISHED"), ++offset);

        assertThat(view.collections("m-1")).isEmpty();
    }

    @Test
    void tellsTheWholeBeforeItsParts() {
        view.accept(Statuses.collection("m-1", 1, "a", "DUMPING"), ++offset);
        view.accept(Statuses.running("m-1", 1), ++offset);

        assertThat(known("m-1", 0))
                .containsExactly(Statuses.running("m-1", 1), Statuses.collection("m-1", 1, "a", "DUMPING"));
    }

    @Test
    void tellsAWatcherOfItsMigrationUntilItHasEnough() {
        List<StatusMessage> heard = new ArrayList<>();
        Following following = view.follow("m-1", 0, change -> heard.add(change.status()));
        view.accept(Statuses.running("m-2", 1), ++offset);
        view.accept(Statuses.running("m-1", 1), ++offset);

        following.stop().run();
        view.accept(Statuses.running("m-1", 2), ++offset);

        assertThat(heard).containsExactly(Statuses.running("m-1", 1));
    }

    @Test
    void aSummaryThatSaysNothingNewIsNoChange() {
        List<StatusMessage> heard = new ArrayList<>();
        view.follow("m-1", 0, change -> heard.add(change.status()));

        view.accept(Statuses.running("m-1", 1), ++offset);
        view.accept(Statuses.running("m-1", 1), ++offset);
        view.accept(Statuses.collection("m-1", 1, "a", "DUMPING"), ++offset);
        view.accept(Statuses.collection("m-1", 1, "a", "DUMPING"), ++offset);

        assertThat(heard).hasSize(2);
    }

    @Test
    void whoComesBackHearsWhatChangedSince() {
        view.accept(Statuses.running("m-1", 1), ++offset);
        view.accept(Statuses.collection("m-1", 1, "a", "DUMPING"), ++offset);
        long position = view.follow("m-1", 0, change -> {}).backlog().getLast().position();

        view.accept(Statuses.running("m-2", 1), ++offset);
        view.accept(Statuses.collection("m-1", 1, "a", "LOADING"), ++offset);

        assertThat(known("m-1", position)).containsExactly(Statuses.collection("m-1", 1, "a", "LOADING"));
    }

    @Test
    void whoWasAwayForTooLongHearsEverything() {
        view.accept(Statuses.running("m-1", 1), ++offset);
        view.accept(Statuses.collection("m-1", 1, "a", "DUMPING"), ++offset);
        for (long run = 1; run <= KEPT + 1; run++) {
            view.accept(Statuses.running("m-2", run), ++offset);
        }

        assertThat(known("m-1", 1)).hasSize(2);
        assertThat(known("m-1", offset + 1)).isEmpty();
    }

    @Test
    void whoSaysToKnowMoreThanThereIsHearsEverything() {
        view.accept(Statuses.running("m-1", 1), ++offset);

        assertThat(known("m-1", 99)).hasSize(1);
    }

    /** Whoever is cut off in the middle of everything must not come back as one who knows the whole. */
    @Test
    void everythingIsKnownOnlyWithItsLastPart() {
        view.accept(Statuses.collection("m-1", 1, "a", "DUMPING"), ++offset);
        view.accept(Statuses.running("m-1", 1), ++offset);

        assertThat(view.follow("m-1", 0, change -> {}).backlog())
                .extracting(Change::position)
                .containsExactly(StatusView.NOTHING_KNOWN, 2L);
    }

    @Test
    void waitsForWhatIsToShow() throws InterruptedException {
        view.accept(Statuses.running("m-1", 1), ++offset);
        Thread.ofVirtual().start(() -> view.accept(Statuses.running("m-1", 2), 7));

        assertThat(view.await("m-1", status -> status.run() == 2, Duration.ofSeconds(60)))
                .contains(Statuses.running("m-1", 2));
    }

    @Test
    void doesNotWaitForEver() throws InterruptedException {
        view.accept(Statuses.running("m-1", 1), ++offset);

        assertThat(view.await("m-1", status -> false, Duration.ofMillis(1))).contains(Statuses.running("m-1", 1));
    }

    private List<StatusMessage> known(String migration, long position) {
        return view.follow(migration, position, change -> {}).backlog().stream()
                .map(Change::status)
                .toList();
    }
}
