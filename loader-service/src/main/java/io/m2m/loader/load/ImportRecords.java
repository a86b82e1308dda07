package io.m2m.loader.load;

import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.util.Optional;

/** The records of imports in staging. */
final class ImportRecords {
    private final Documents documents;

    ImportRecords(Documents documents) {
        this.documents = documents;
    }

    /** What is remembered of the task's import into the collection as it is now. */
    ImportRecord of(StagedTask task) throws IOException {
        return documents
                .read(key(task), ImportRecord.class)
                .filter(record -> record.collectionId().equals(task.collectionId()))
                .orElse(ImportRecord.none(task));
    }

    /** What is remembered of another task's import into the same collection, if it was begun. */
    Optional<ImportRecord> begun(StagedTask beside, String other) throws IOException {
        return documents
                .read(StagingLayout.importRecord(beside.migration(), other), ImportRecord.class)
                .filter(record -> record.collectionId().equals(beside.collectionId()) && record.begun());
    }

    void keep(StagedTask task, ImportRecord record) throws IOException {
        documents.write(key(task), record);
    }

    private static String key(StagedTask task) {
        return StagingLayout.importRecord(task.migration(), task.name());
    }
}
