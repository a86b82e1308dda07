package io.m2m.coordinator.plan;

import io.m2m.common.config.DumperConfig;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.SegmentSlice;
import io.m2m.coordinator.plan.ImportedTasks.Imported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan that keeps the tasks that are on the target already and cuts only the rows that are not. */
final class ContinuedPlan {
    private final DumperConfig limits;
    private final PlannedMigration fresh;
    private final Map<Place, Map<String, SegmentSlice>> segments = new LinkedHashMap<>();
    private final Map<Place, List<DumpPlan>> kept = new HashMap<>();
    private final Map<Place, Map<String, TreeMap<Long, Long>>> covered = new HashMap<>();
    private final List<Imported> shortened = new ArrayList<>();
    private final OutdatedImports outdated = new OutdatedImports();

    /** One partition of one collection. */
    private record Place(String collection, String partition) {
        static Place of(DumpPlan task) {
            return new Place(task.collection(), task.partition());
        }
    }

    private ContinuedPlan(DumperConfig limits, PlannedMigration fresh) {
        this.limits = limits;
        this.fresh = fresh;
        for (DumpPlan task : fresh.tasks()) {
            Map<String, SegmentSlice> whole = segments.computeIfAbsent(Place.of(task), place -> new LinkedHashMap<>());
            task.segments().forEach(slice -> whole.putIfAbsent(slice.folder(), slice.range(0, slice.segmentRows())));
        }
    }

    /** @param fresh the plan as if nothing had been done before */
    static ContinuedPlan of(DumperConfig limits, PlannedMigration fresh, List<Imported> imported) {
        ContinuedPlan plan = new ContinuedPlan(limits, fresh);
        imported.forEach(plan::keep);
        return plan;
    }

    /** Tasks that have lost what was quarantined of them: their outcomes must not count it any more. */
    List<Imported> shortened() {
        return shortened;
    }

    /** Tasks that are on the target and not in this plan: a later one must know of them. */
    List<DumpPlan> outdated() {
        return outdated.tasks();
    }

    PlannedMigration planned() {
        if (kept.isEmpty() && outdated.tasks().isEmpty()) {
            return fresh;
        }
        List<DumpPlan> tasks = new ArrayList<>();
        segments.forEach((place, whole) -> tasks.addAll(tasks(place, whole)));
        Map<String, Long> counts =
                tasks.stream().collect(Collectors.groupingBy(DumpPlan::collection, Collectors.counting()));
        List<CollectionPlan> collections = fresh.plan().collections().stream()
                .map(each -> each.cutInto(Math.toIntExact(counts.getOrDefault(each.source(), 0L))))
                .map(each -> outdated.of(each.source()).map(each::keptOut).orElse(each))
                .toList();
        return new PlannedMigration(fresh.plan().of(collections), tasks, fresh.appendix());
    }

    private void keep(Imported earlier) {
        Place place = Place.of(earlier.task());
        Map<String, SegmentSlice> there = segments.getOrDefault(place, Map.of());
        List<SegmentSlice> lost = earlier.task().segments().stream()
                .filter(slice -> !same(slice, there.get(slice.folder())))
                .toList();
        if (lost.isEmpty()) {
            Map<String, TreeMap<Long, Long>> ranges = covered.computeIfAbsent(place, each -> new HashMap<>());
            earlier.task()
                    .segments()
                    .forEach(slice -> ranges.computeIfAbsent(slice.folder(), folder -> new TreeMap<>())
                            .put(slice.firstRow(), slice.firstRow() + slice.rows()));
            kept.computeIfAbsent(place, each -> new ArrayList<>()).add(earlier.task());
            if (!earlier.whole()) {
                shortened.add(earlier);
            }
        } else {
            outdated.add(earlier, lost, there.keySet());
        }
    }

    /** Whether a segment is as it was when a slice of it was planned. */
    private static boolean same(SegmentSlice slice, @Nullable SegmentSlice now) {
        return now != null && now.range(slice.firstRow(), slice.rows()).sameRows(slice);
    }

    private List<DumpPlan> tasks(Place place, Map<String, SegmentSlice> whole) {
        List<DumpPlan> tasks = new ArrayList<>(kept.getOrDefault(place, List.of()));
        Map<String, TreeMap<Long, Long>> done = covered.getOrDefault(place, Map.of());
        List<SegmentSlice> open = new ArrayList<>();
        whole.values().forEach(segment -> open.addAll(open(segment, done.get(segment.folder()))));
        CollectionPlan collection = fresh.plan().collection(place.collection());
        tasks.addAll(new TaskCutter(
                        fresh.plan().migration(),
                        place.collection(),
                        collection.vectorType(),
                        collection.dim(),
                        limits.maxFileSize(),
                        limits.minImportRows())
                .cut(place.partition(), open));
        return tasks;
    }

    /** The row ranges of a segment that no kept task has. */
    private static List<SegmentSlice> open(SegmentSlice segment, @Nullable TreeMap<Long, Long> done) {
        if (done == null) {
            return List.of(segment);
        }
        List<SegmentSlice> open = new ArrayList<>();
        long row = 0;
        for (Map.Entry<Long, Long> range : done.entrySet()) {
            if (range.getKey() > row) {
                open.add(segment.range(row, range.getKey() - row));
            }
            row = range.getValue();
        }
        if (row < segment.segmentRows()) {
            open.add(segment.range(row, segment.segmentRows() - row));
        }
        return open;
    }
}
