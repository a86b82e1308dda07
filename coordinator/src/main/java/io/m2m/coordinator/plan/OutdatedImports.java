package io.m2m.coordinator.plan;

import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.OutdatedImport;
import io.m2m.common.model.SegmentSlice;
import io.m2m.coordinator.plan.ImportedTasks.Imported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Imported tasks that no plan can keep: the source does not hold their segments any more as they were. */
final class OutdatedImports {
    /** Segments that are named; of more their number is told. */
    private static final int NAMED = 10;

    private final List<DumpPlan> tasks = new ArrayList<>();
    private final Map<String, Segments> collections = new HashMap<>();

    /** Of one collection. */
    private record Segments(String collectionId, Set<String> changed, Set<String> missing) {
        String words() {
            List<String> words = new ArrayList<>();
            if (!changed.isEmpty()) {
                words.add(names(changed)
                        + (changed.size() == 1
                                ? " has changed since it was imported"
                                : " have changed since they were imported"));
            }
            if (!missing.isEmpty()) {
                words.add(names(missing)
                        + (missing.size() == 1 ? ", which was imported, is" : ", which were imported, are")
                        + " missing or cannot be read any more");
            }
            return String.join(", and ", words);
        }

        private static String names(Set<String> segments) {
            String named = segments.stream().limit(NAMED).collect(Collectors.joining(", "));
            return (segments.size() == 1 ? "segment " : "segments ")
                    + named
                    + (segments.size() > NAMED ? " and " + (segments.size() - NAMED) + " others" : "");
        }
    }

    /**
     * @param lost slices of the task whose segments are not as they were
     * @param there folders of the segments that its partition has now
     */
    void add(Imported task, List<SegmentSlice> lost, Set<String> there) {
        tasks.add(task.planned());
        Segments segments = collections.computeIfAbsent(
                task.task().collection(),
                collection -> new Segments(task.collectionId(), new TreeSet<>(), new TreeSet<>()));
        for (SegmentSlice slice : lost) {
            (there.contains(slice.folder()) ? segments.changed() : segments.missing()).add(slice.segment());
        }
    }

    /** As they were planned. */
    List<DumpPlan> tasks() {
        return tasks;
    }

    Optional<OutdatedImport> of(String collection) {
        return Optional.ofNullable(collections.get(collection))
                .map(segments -> new OutdatedImport(segments.collectionId(), segments.words()));
    }
}
