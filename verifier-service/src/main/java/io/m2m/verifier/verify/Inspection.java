package io.m2m.verifier.verify;

import io.m2m.common.report.IndexReport;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evidence of a collection's structure and counts, kept in staging.
 *
 * @param run the run that looked: the evidence of an older run says nothing
 * @param rowsComparable whether the rows can be read back at all
 * @param contradictions what differs apart from rows
 * @param notes facts that are no failures
 * @param partitions those of the plan, in its order, then those that only the target has
 * @param ranges what is read back; together they hold every id of every partition
 * @param searching how it is searched; absent when it is not
 */
record Inspection(
        long run,
        boolean rowsComparable,
        List<String> contradictions,
        List<String> notes,
        @Nullable IndexReport index,
        List<Partition> partitions,
        List<Range> ranges,
        @Nullable Searching searching) {
    Inspection {
        contradictions = List.copyOf(contradictions);
        notes = List.copyOf(notes);
        partitions = List.copyOf(partitions);
        ranges = List.copyOf(ranges);
    }

    /**
     * @param tag 1.x tag; absent for one that only the target has
     * @param target name on the target
     * @param counted rows it counts, every copy of a repeated id included; absent when the target has no such partition
     */
    record Partition(
            @Nullable String tag, String target, @Nullable Long counted) {
        boolean present() {
            return counted != null;
        }

        long rows() {
            return counted == null ? 0 : counted;
        }
    }

    /**
     * @param metric by which distances are computed, its name in Milvus 2.x
     * @param index type, its name in Milvus 2.x
     * @param queries vectors that are searched for in all
     * @param k how many of the nearest rows are asked for each
     * @param parameters of the searches
     */
    record Searching(String metric, String index, int queries, int k, Map<String, Integer> parameters) {
        Searching {
            parameters = Map.copyOf(parameters);
        }

        int blocks() {
            return Math.ceilDiv(queries, SearchBlock.QUERIES);
        }
    }

    /**
     * @param partition position in {@code partitions}
     * @param first smallest id, as decimal text
     * @param last largest id, belongs to the range
     */
    record Range(int partition, String first, String last) {
        static Range of(int partition, IdSet.Range ids) {
            return new Range(partition, String.valueOf(ids.first()), String.valueOf(ids.last()));
        }

        IdSet.Range ids() {
            return new IdSet.Range(Long.parseLong(first), Long.parseLong(last));
        }
    }
}
