package io.m2m.loader.load;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jobs on the target that import the files of one task, the oldest first. More than one that completes doubles its rows. */
record SameFiles(StagedTask task, List<ImportJob> jobs) {
    /** @param all the jobs into the collection */
    static SameFiles among(List<ImportJob> all, StagedTask task) {
        return new SameFiles(task, all.stream().filter(job -> job.imports(task)).toList());
    }

    /** @throws io.m2m.common.model.ProblemException TARGET when there are two */
    Optional<ImportJob> completed() {
        List<ImportJob> completed = jobs.stream()
                .filter(job -> job.state() == ImportJob.State.COMPLETED)
                .toList();
        if (completed.size() > 1) {
            throw ImportFailures.twice(
                    task, completed.getFirst().id(), completed.getLast().id());
        }
        return completed.stream().findFirst();
    }

    /** The newest under way that was not taken as lost. */
    Optional<ImportJob> open(List<String> abandoned) {
        return jobs.stream()
                .filter(job -> job.open() && !abandoned.contains(job.id()))
                .reduce((older, newer) -> newer);
    }

    boolean tell(@Nullable String job) {
        return jobs.stream().anyMatch(each -> each.id().equals(job));
    }

    /** Why the newest failed, or empty. */
    String lastReason() {
        return jobs.isEmpty() ? "" : jobs.getLast().reason();
    }
}
