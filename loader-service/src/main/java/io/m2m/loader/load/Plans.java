package io.m2m.loader.load;

import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.MigrationPlan;
import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.util.stream.Stream;

/** The plans in staging. */
final class Plans {
    private final Documents documents;

    Plans(Documents documents) {
        this.documents = documents;
    }

    MigrationPlan of(String migration) throws IOException {
        String key = StagingLayout.plan(migration);
        return documents
                .read(key, MigrationPlan.class)
                .orElseThrow(() -> new ProblemException(
                        Kind.DAMAGED, "staging has no " + key + "; run m2m dump again, it writes the plan anew"));
    }

    /** Every task, to be closed. */
    Stream<DumpPlan> tasks(String migration) throws IOException {
        return documents.readLines(StagingLayout.tasks(migration), 0, DumpPlan.class);
    }

    CollectionPlan collection(String migration, String source) throws IOException {
        return of(migration).collection(source);
    }
}
