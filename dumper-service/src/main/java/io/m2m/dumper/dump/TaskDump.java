package io.m2m.dumper.dump;

import io.m2m.common.message.Progress;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.QuarantinedSegment;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.model.TaskOutcome.SkippedRows;
import io.m2m.common.storage.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Dumps one task, hoping for the best: the files are written in one pass that takes the rows for valid and the segments for
 * whole. When it meets something else, nothing of it stays, every row is looked at, and it starts again with that knowledge.
 */
final class TaskDump {
    private final DumpPlan plan;
    private final SliceInspection inspection;
    private final Supplier<CopyPass> passes;

    TaskDump(
            String migration,
            DumpPlan plan,
            LeftOutCopies copies,
            DumpSettings settings,
            SourceRoots roots,
            ObjectStore staging,
            Progress progress) {
        this.plan = plan;
        this.inspection = new SliceInspection(plan, copies, settings, roots);
        this.passes = () -> new CopyPass(migration, plan, copies, settings, roots, staging, progress);
    }

    TaskOutcome run() throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (SegmentSlice slice : plan.segments()) {
            findings.add(inspection.glance(slice));
        }
        boolean inspected = false;
        while (true) {
            try {
                return outcome(findings, passes.get().run(readable(findings).toList()));
            } catch (SliceFaultException fault) {
                if (inspected) {
                    // What was sound a moment ago changes under the dump; each turn leaves one slice out, so this ends.
                    replace(findings, fault);
                } else {
                    inspect(findings);
                    inspected = true;
                }
            }
        }
    }

    private void inspect(List<Finding> findings) throws IOException {
        for (int i = 0; i < findings.size(); i++) {
            if (findings.get(i) instanceof Finding.Readable readable) {
                findings.set(i, inspection.inspect(readable.slice()));
            }
        }
    }

    private void replace(List<Finding> findings, SliceFaultException fault) {
        SegmentSlice slice = fault.finding().slice();
        findings.set(findings.indexOf(fault.finding()), inspection.unreadable(slice, fault.damage()));
    }

    private static TaskOutcome outcome(List<Finding> findings, Manifest manifest) {
        List<QuarantinedSegment> quarantined = findings.stream()
                .flatMap(finding -> finding instanceof Finding.Unreadable unreadable
                        ? Stream.of(unreadable.segment())
                        : Stream.empty())
                .toList();
        return new TaskOutcome(
                manifest,
                quarantined,
                readable(findings)
                        .filter(slice -> !slice.skippedIds().isEmpty())
                        .map(slice -> new SkippedRows(slice.slice().segment(), slice.skippedIds()))
                        .toList(),
                readable(findings).flatMap(slice -> slice.warnings().stream()).toList());
    }

    private static Stream<Finding.Readable> readable(List<Finding> findings) {
        return findings.stream().filter(Finding.Readable.class::isInstance).map(Finding.Readable.class::cast);
    }
}
