package io.m2m.coordinator.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Document beside the plan, for the report alone.
 *
 * @param refused collections that take no part
 * @param shortfalls what of a collection's data is not migrated, by collection
 * @param countedRows what the 1.x server's own count said, by collection
 * @param notes what the metadata holds besides, of whatever collection
 */
public record PlanAppendix(
        List<RefusedCollection> refused,
        Map<String, String> shortfalls,
        Map<String, Long> countedRows,
        List<String> notes) {
    public PlanAppendix {
        refused = List.copyOf(refused);
        shortfalls = Map.copyOf(shortfalls);
        countedRows = Map.copyOf(countedRows);
        notes = List.copyOf(notes);
    }

    /** @param sources of which collections, by their source names */
    PlanAppendix of(Predicate<String> sources) {
        return new PlanAppendix(
                refused.stream()
                        .filter(each -> sources.test(each.plan().source()))
                        .toList(),
                of(sources, shortfalls),
                of(sources, countedRows),
                notes);
    }

    private static <T> Map<String, T> of(Predicate<String> sources, Map<String, T> all) {
        return all.entrySet().stream()
                .filter(each -> sources.test(each.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @param others what was known before of other collections; what the metadata holds is known better now */
    PlanAppendix with(PlanAppendix others) {
        return new PlanAppendix(
                Stream.concat(refused.stream(), others.refused.stream()).toList(),
                both(shortfalls, others.shortfalls),
                both(countedRows, others.countedRows),
                notes);
    }

    private static <T> Map<String, T> both(Map<String, T> one, Map<String, T> other) {
        Map<String, T> both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }
}
