package io.m2m.coordinator.report;

import io.m2m.common.fingerprint.Fingerprint;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.TaskOutcome;

/**
 * What was dumped of a collection or a partition, added up over its tasks.
 *
 * @param source physical rows of the readable segments
 * @param deleted of them
 * @param written live rows that went to staging
 * @param skipped live rows left out by policy
 * @param leftOut live rows left out because of a later copy of their id
 * @param repeatedIds rows beyond the first of their id inside one task, among those written
 */
record DumpedRows(
        long source,
        long deleted,
        long written,
        long skipped,
        long leftOut,
        long repeatedIds,
        Fingerprint rows,
        Fingerprint ids) {
    static final DumpedRows NONE = new DumpedRows(0, 0, 0, 0, 0, 0, Fingerprint.NONE, Fingerprint.NONE);

    DumpedRows plus(TaskOutcome outcome) {
        Manifest manifest = outcome.manifest();
        long taskRows = 0;
        long taskDeleted = 0;
        for (Manifest.DumpedSegment segment : manifest.segments()) {
            taskRows += segment.rows();
            taskDeleted += segment.deleted();
        }
        return new DumpedRows(
                source + taskRows,
                deleted + taskDeleted,
                written + manifest.rows(),
                skipped + outcome.skippedRows(),
                leftOut + manifest.leftOutRows(),
                repeatedIds + manifest.repeatedIds(),
                rows.plus(Fingerprint.parse(manifest.fingerprint())),
                ids.plus(Fingerprint.parse(manifest.idFingerprint())));
    }

    long live() {
        return source - deleted;
    }
}
