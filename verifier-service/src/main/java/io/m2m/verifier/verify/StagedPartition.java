package io.m2m.verifier.verify;

import io.m2m.verifier.staged.StagedTask;
import java.util.List;

/**
 * What was dumped of one partition.
 *
 * @param tag 1.x tag
 * @param tasks those with rows
 * @param sums of all of them, by their manifests
 */
record StagedPartition(String tag, List<StagedTask> tasks, Sums sums) {
    StagedPartition {
        tasks = List.copyOf(tasks);
    }
}
