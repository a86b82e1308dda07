package io.m2m.coordinator.plan;

import java.util.List;
import java.util.Map;

/**
 * Document beside the plan, for the report alone.
 *
 * @param refused collections that take no part
 * @param countedRows what the 1.x server's own count said, by collection
 * @param notes what the metadata holds besides
 */
public record PlanAppendix(List<RefusedCollection> refused, Map<String, Long> countedRows, List<String> notes) {
    public PlanAppendix {
        refused = List.copyOf(refused);
        countedRows = Map.copyOf(countedRows);
        notes = List.copyOf(notes);
    }
}
