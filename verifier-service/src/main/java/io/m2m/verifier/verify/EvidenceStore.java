package io.m2m.verifier.verify;

import io.m2m.common.message.TaskRef;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;

/** What the steps of one verification leave for the next ones. Evidence of another run is as good as none. */
final class EvidenceStore {
    private final Documents documents;

    EvidenceStore(Documents documents) {
        this.documents = documents;
    }

    void write(String migration, String collection, Inspection inspection) throws IOException {
        documents.write(StagingLayout.inspection(migration, collection), inspection);
    }

    void write(String migration, String collection, int range, ComparedRange compared) throws IOException {
        documents.write(StagingLayout.comparison(migration, collection, range), compared);
    }

    void write(String migration, String collection, int block, SearchedBlock searched) throws IOException {
        documents.write(StagingLayout.searched(migration, collection, block), searched);
    }

    SearchedBlock searched(TaskRef ref, String collection, int block) throws IOException {
        String key = StagingLayout.searched(ref.migration(), collection, block);
        return documents
                .read(key, SearchedBlock.class)
                .filter(searched -> searched.run() == ref.run())
                .orElseThrow(() -> lost(key));
    }

    Inspection inspection(TaskRef ref, String collection) throws IOException {
        String key = StagingLayout.inspection(ref.migration(), collection);
        return documents
                .read(key, Inspection.class)
                .filter(inspection -> inspection.run() == ref.run())
                .orElseThrow(() -> lost(key));
    }

    ComparedRange compared(TaskRef ref, String collection, int range) throws IOException {
        String key = StagingLayout.comparison(ref.migration(), collection, range);
        return documents
                .read(key, ComparedRange.class)
                .filter(compared -> compared.run() == ref.run())
                .orElseThrow(() -> lost(key));
    }

    private static ProblemException lost(String key) {
        return new ProblemException(
                Problem.Kind.DAMAGED,
                "staging lost " + key + " of this run, or another run wrote over it; run m2m verify again");
    }
}
