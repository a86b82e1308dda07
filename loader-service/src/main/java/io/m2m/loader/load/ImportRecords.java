package io.m2m.loader.load;

import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;

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

    void keep(StagedTask task, ImportRecord record) throws IOException {
        documents.write(key(task), record);
    }

    private static String key(StagedTask task) {
        return StagingLayout.importRecord(task.migration(), task.name());
    }
}
