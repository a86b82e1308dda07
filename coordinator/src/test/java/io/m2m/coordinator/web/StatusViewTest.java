package io.m2m.coordinator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.message.StatusMessage;
import io.m2m.common.message.StatusMessage.CollectionStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusViewTest {
    private final StatusView view = new StatusView();

    @Test
    void showsTheNewestOfEach() {
        view.accept(Statuses.running("m-1", 1));
        view.accept(Statuses.collection("m-1", 1, "b", "DUMPING"));
        view.accept(Statuses.collection("m-1", 1, "a", "DUMPING"));
        view.accept(Statuses.collection("m-1", 1, "b", "LOADING"));
        view.accept(Statuses.running("m-2", 1));

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
        assertThat(view.all("m-1")).isEmpty();
    }

    @Test
    void forgetsTheCollectionsOfAnOlderRun() {
        view.accept(Statuses.running("m-1", 1));
        view.accept(Statuses.collection("m-1", 1, "a", "FINISHED"));

        view.accept(Statuses.running("m-1", 2));

        assertThat(view.collections("m-1")).isEmpty();
    }

    @Test
    void aCompactedTopicMayTellTheOldCollectionsBeforeTheNewRun() {
        view.accept(Statuses.collection("m-1", 1, "a", "FINISHED"));
        view.accept(Statuses.collection("m-1", 2, "b", "DUMPING"));

        view.accept(Statuses.running("m-1", 2));

        assertThat(view.collections("m-1")).extracting(CollectionStatus::source).containsExactly("b");
    }

    @Test
    void aLateWordOfAnOlderRunChangesNothing() {
        view.accept(Statuses.running("m-1", 2));

        view.accept(Statuses.collection("m-1", 1, "a", "FINISHED"));

        assertThat(view.collections("m-1")).isEmpty();
    }

    @Test
    void tellsTheWholeBeforeItsParts() {
        view.accept(Statuses.collection("m-1", 1, "a", "DUMPING"));
        view.accept(Statuses.running("m-1", 1));

        assertThat(view.all("m-1"))
                .containsExactly(Statuses.running("m-1", 1), Statuses.collection("m-1", 1, "a", "DUMPING"));
    }

    @Test
    void tellsAWatcherUntilItHasEnough() {
        List<StatusMessage> heard = new ArrayList<>();
        Runnable unwatch = view.watch(heard::add);
        view.accept(Statuses.running("m-1", 1));

        unwatch.run();
        view.accept(Statuses.running("m-1", 2));

        assertThat(heard).containsExactly(Statuses.running("m-1", 1));
    }
}
