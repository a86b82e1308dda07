package io.m2m.coordinator.plan;

import io.m2m.common.message.Event.DumpFacts;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.DuplicateIds;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Manifest.LeftOut;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.RepeatedIds;
import io.m2m.common.model.TaskOutcome;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What earlier dumps left in staging, for a run that starts from there. One that left out other copies of repeated ids than the
 * configuration asks for, or than its collection's list names by now, is no part of the whole.
 */
final class EarlierDumps {
    private final Documents documents;
    private final String migration;
    private final DuplicateIds policy;
    /** What the collections' lists were made of. */
    private final Map<String, String> lists = new HashMap<>();

    /** @param policy what the configuration says */
    EarlierDumps(Documents documents, String migration, DuplicateIds policy) {
        this.documents = documents;
        this.migration = migration;
        this.policy = policy;
    }

    /** @throws ProblemException CONFIGURATION when the task must be dumped again first */
    DumpFacts facts(DumpPlan task) throws IOException {
        TaskOutcome outcome = documents
                .read(StagingLayout.outcome(migration, task.task()), TaskOutcome.class)
                .orElseThrow(() -> refused("collection " + task.collection() + " is not dumped completely: task "
                        + task.task() + " is missing; run m2m dump with the same configuration again"));
        Manifest manifest = outcome.manifest();
        requireSamePolicy(task.collection(), manifest.duplicateIds());
        LeftOut leftOut = manifest.leftOut();
        if (leftOut != null && !leftOut.list().equals(list(task.collection()))) {
            throw refused(
                    "collection " + task.collection() + " is not dumped completely: its repeated ids were looked for"
                            + " again after task " + task.task() + "; run m2m dump with the same configuration again");
        }
        return DumpFacts.of(outcome);
    }

    private void requireSamePolicy(String collection, DuplicateIds dumped) {
        if (dumped != policy) {
            throw refused("collection " + collection + " was dumped under policy.duplicateIds: " + dumped.text()
                    + ", and the configuration says " + policy.text() + "; set it to " + dumped.text()
                    + ", or run m2m dump with this configuration first");
        }
    }

    private String list(String collection) throws IOException {
        if (!lists.containsKey(collection)) {
            lists.put(
                    collection,
                    documents
                            .read(StagingLayout.repeatedIds(migration, collection), RepeatedIds.class)
                            .map(RepeatedIds::basis)
                            .orElse(""));
        }
        return lists.get(collection);
    }

    private static ProblemException refused(String sentence) {
        return new ProblemException(Problem.Kind.CONFIGURATION, sentence);
    }
}
