package io.m2m.verifier.verify;

import io.m2m.common.message.Level;
import io.m2m.common.message.VerifyTask.ConcludeCollection;
import io.m2m.common.report.Conclusion;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.common.storage.ObjectStore;
import io.m2m.verifier.staged.StagedFiles;
import java.io.IOException;
import java.util.List;

/** Adds the evidence of one collection up, has differences located, and writes the collection's part of the report. */
final class Concluder {
    private final Target target;
    private final StagedFiles files;
    private final ObjectStore staging;
    private final Documents documents;
    private final VerifySettings settings;

    Concluder(Target target, StagedFiles files, ObjectStore staging, Documents documents, VerifySettings settings) {
        this.target = target;
        this.files = files;
        this.staging = staging;
        this.documents = documents;
        this.settings = settings;
    }

    /**
     * @param returned what the target returned, by range of the inspection
     * @param searched what its searches found, by block
     */
    Conclusion conclude(
            ConcludeCollection task,
            StagedCollection staged,
            Inspection inspection,
            Sums[] returned,
            List<SearchedBlock> searched)
            throws IOException {
        try (ListFile differing = list(StagingLayout.differences(task.migration(), task.collection()));
                ListFile repeated = list(StagingLayout.keptCopies(task.migration(), task.collection()))) {
            DifferenceLog log = new DifferenceLog(differing);
            Findings findings = new Findings(target, files, staged, inspection, returned, task.level(), log);
            findings.compare();
            if (task.level() == Level.SAMPLE && inspection.rowsComparable()) {
                findings.sample(new SeededSample(files, task.migration()), settings.sample());
            }
            if (inspection.searching() != null) {
                findings.searched(new SearchFindings(
                        inspection.searching(), searched, settings.search().minRecall()));
            }
            Conclusion conclusion = findings.conclusion(task.ref().run(), new RepeatedIds(files, repeated));
            differing.finish();
            repeated.finish();
            documents.write(StagingLayout.conclusion(task.migration(), task.collection()), conclusion);
            return conclusion;
        }
    }

    private ListFile list(String key) {
        return new ListFile(documents, staging, key);
    }
}
