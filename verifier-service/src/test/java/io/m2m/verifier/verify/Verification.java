package io.m2m.verifier.verify;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.message.Event;
import io.m2m.common.message.Level;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import io.m2m.common.message.VerifyTask;
import io.m2m.common.report.Conclusion;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;

/** Carries a verification through its steps, as the coordinator would. */
public final class Verification {
    private static final long RUN = 7;

    private final DumpedStore store;
    private final String collection;
    private final CollectionVerifier verifier;

    public Verification(DumpedStore store, String collection, Target target) {
        this(store, collection, target, 10_000, 500_000);
    }

    public Verification(DumpedStore store, String collection, Target target, int sample, long rowsPerRange) {
        this(store, collection, target, sample, rowsPerRange, new SearchSettings(100, 10, null));
    }

    public Verification(DumpedStore store, String collection, Target target, SearchSettings search) {
        this(store, collection, target, 10_000, 500_000, search);
    }

    private Verification(
            DumpedStore store, String collection, Target target, int sample, long rowsPerRange, SearchSettings search) {
        this.store = store;
        this.collection = collection;
        this.verifier = new CollectionVerifier(
                target,
                store.staging,
                store.documents,
                new VerifySettings("id", "data", new IndexChoice.FromSource(), sample, rowsPerRange, search));
    }

    public int inspect(Level level) throws IOException {
        return inspected(level).ranges();
    }

    private Event.CollectionInspected inspected(Level level) throws IOException {
        TaskRef ref = ref(Step.INSPECT, collection);
        Event event = verifier.handle(new VerifyTask.InspectCollection(ref, collection, level), (rows, bytes) -> {});
        return (Event.CollectionInspected) event;
    }

    public Event.RangeCompared compare(Level level, int range) throws IOException {
        TaskRef ref = ref(Step.COMPARE, collection + "#" + range);
        return (Event.RangeCompared)
                verifier.handle(new VerifyTask.CompareRange(ref, collection, range, level), (rows, bytes) -> {});
    }

    public Event conclude(Level level, int ranges) throws IOException {
        TaskRef ref = ref(Step.CONCLUDE, collection);
        return verifier.handle(new VerifyTask.ConcludeCollection(ref, collection, ranges, level), (rows, bytes) -> {});
    }

    public Conclusion run(Level level) throws IOException {
        Event.CollectionInspected inspected = inspected(level);
        for (int range = 0; range < inspected.ranges(); range++) {
            compare(level, range);
        }
        int searches = inspected.searches() == null ? 0 : inspected.searches();
        for (int block = 0; block < searches; block++) {
            TaskRef ref = ref(Step.SEARCH, collection + "#" + block);
            verifier.handle(new VerifyTask.SearchVectors(ref, collection, block, level), (rows, bytes) -> {});
        }
        conclude(level, inspected.ranges());
        return store.documents
                .read(StagingLayout.conclusion(DumpedStore.MIGRATION, collection), Conclusion.class)
                .orElseThrow();
    }

    private static TaskRef ref(Step step, String name) {
        return new TaskRef(DumpedStore.MIGRATION, RUN, step, name, 1);
    }
}
