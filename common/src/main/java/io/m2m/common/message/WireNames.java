package io.m2m.common.message;

import java.util.LinkedHashMap;
import java.util.Map;

/** The name each message bears on the wire. Names are for ever; classes may be renamed. */
public final class WireNames {
    private static final Map<String, Class<? extends Message>> BY_NAME = new LinkedHashMap<>();
    private static final Map<Class<?>, String> BY_CLASS = new LinkedHashMap<>();

    static {
        name("plan-migration", PlanTask.PlanMigration.class);
        name("write-report", PlanTask.WriteReport.class);
        name("clean-staging", PlanTask.CleanStaging.class);
        name("find-repeated-ids", DumpTask.FindRepeatedIds.class);
        name("dump-segments", DumpTask.DumpSegments.class);
        name("check-target", LoadTask.CheckTarget.class);
        name("prepare-collection", LoadTask.PrepareCollection.class);
        name("import-files", LoadTask.ImportFiles.class);
        name("finish-collection", LoadTask.FinishCollection.class);
        name("inspect-collection", VerifyTask.InspectCollection.class);
        name("compare-range", VerifyTask.CompareRange.class);
        name("search-vectors", VerifyTask.SearchVectors.class);
        name("conclude-collection", VerifyTask.ConcludeCollection.class);
        name("migration-requested", Event.MigrationRequested.class);
        name("pause-requested", Event.PauseRequested.class);
        name("resume-requested", Event.ResumeRequested.class);
        name("cancel-requested", Event.CancelRequested.class);
        name("retry-requested", Event.RetryRequested.class);
        name("limits-changed", Event.LimitsChanged.class);
        name("task-started", Event.TaskStarted.class);
        name("task-progressed", Event.TaskProgressed.class);
        name("task-failed", Event.TaskFailed.class);
        name("task-planned", Event.TaskPlanned.class);
        name("migration-planned", Event.MigrationPlanned.class);
        name("target-checked", Event.TargetChecked.class);
        name("repeated-ids-found", Event.RepeatedIdsFound.class);
        name("segments-dumped", Event.SegmentsDumped.class);
        name("collection-prepared", Event.CollectionPrepared.class);
        name("import-submitted", Event.ImportSubmitted.class);
        name("import-completed", Event.ImportCompleted.class);
        name("collection-finished", Event.CollectionFinished.class);
        name("collection-inspected", Event.CollectionInspected.class);
        name("range-compared", Event.RangeCompared.class);
        name("vectors-searched", Event.VectorsSearched.class);
        name("collection-concluded", Event.CollectionConcluded.class);
        name("report-written", Event.ReportWritten.class);
        name("staging-cleaned", Event.StagingCleaned.class);
        name("migration-status", StatusMessage.MigrationStatus.class);
        name("collection-status", StatusMessage.CollectionStatus.class);
    }

    private WireNames() {}

    private static void name(String name, Class<? extends Message> type) {
        BY_NAME.put(name, type);
        BY_CLASS.put(type, name);
    }

    /** All names with their messages, in the order of the documentation. */
    public static Map<String, Class<? extends Message>> all() {
        return java.util.Collections.unmodifiableMap(BY_NAME);
    }

    public static String of(Message message) {
        return BY_CLASS.get(message.getClass());
    }
}
