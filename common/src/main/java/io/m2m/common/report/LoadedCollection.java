package io.m2m.common.report;

import java.util.List;
import java.util.Map;

/**
 * What the loader saw of a collection once it was complete on the target; kept in staging.
 *
 * @param run the run that loaded it: the evidence of an older run says nothing
 * @param rows rows the target counts, every copy of a repeated id included
 * @param partitionRows the same by source tag
 * @param index as the target tells it
 * @param notes facts that are no failures, such as an index that maps to something else
 */
public record LoadedCollection(
        long run, long rows, Map<String, Long> partitionRows, IndexReport index, List<String> notes) {
    public LoadedCollection {
        partitionRows = Map.copyOf(partitionRows);
        notes = List.copyOf(notes);
    }
}
