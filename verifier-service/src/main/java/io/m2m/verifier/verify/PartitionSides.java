package io.m2m.verifier.verify;

import io.m2m.common.model.VectorType;
import java.util.ArrayList;
import java.util.List;

/**
 * One partition while its rows are looked for: both sides of it and where findings go.
 *
 * @param tag source tag; the target's name when the source has no such partition
 * @param vectors whether vectors are compared
 * @param rowBytes width of a stored vector
 * @param nearestIsSame whether a vector's distance to itself is 0 and found by an exact search
 * @param notes facts that are no differences
 */
record PartitionSides(
        Target target,
        TargetPartition place,
        StagedRows staged,
        String tag,
        VectorType vectorType,
        boolean vectors,
        int rowBytes,
        boolean nearestIsSame,
        DifferenceLog log,
        List<String> notes) {

    int comparedBytes() {
        return vectors ? rowBytes : 0;
    }

    void missing(RowTable table, int row) {
        log.add(DifferenceLog.Kind.MISSING, table.id(row), tag, staged.segment(table, row));
    }

    void different(RowTable table, int row) {
        log.add(DifferenceLog.Kind.DIFFERENT, table.id(row), tag, staged.segment(table, row));
    }

    void extra(long id) {
        log.add(DifferenceLog.Kind.EXTRA, id, place.name(), null);
    }

    /** Asks for the rows of any number of ids. */
    void rows(List<Long> ids, Target.Rows sink) {
        for (IdSet.Listed listed : listed(ids)) {
            target.rows(place, listed, comparedBytes(), sink);
        }
    }

    static List<IdSet.Listed> listed(List<Long> ids) {
        List<IdSet.Listed> lists = new ArrayList<>();
        for (int start = 0; start < ids.size(); start += IdSet.Listed.MOST) {
            lists.add(new IdSet.Listed(ids.subList(start, Math.min(ids.size(), start + IdSet.Listed.MOST))));
        }
        return lists;
    }
}
