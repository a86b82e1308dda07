package io.m2m.dumper.dump;

import io.m2m.common.model.Problem.Kind;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.RepeatedIds;
import io.m2m.common.model.RepeatedIds.Copy;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a collection with repeated ids is not moved under the policy to fail. */
final class RepetitionRefusal {
    private static final int NAMED_IDS = 5;
    /** An id's copies may be far apart; a few segments of each are enough to find it. */
    private static final int LINES_LOOKED_AT = 10_000;

    private final Documents documents;
    private final String migration;
    private final String collection;

    RepetitionRefusal(Documents documents, String migration, String collection) {
        this.documents = documents;
        this.migration = migration;
        this.collection = collection;
    }

    ProblemException of(RepeatedIds found) throws IOException {
        String ids = found.ids() + (found.ids() == 1 ? " id occurs" : " ids occur");
        String rows = found.rows() + (found.rows() == 1 ? " row has" : " rows have");
        return new ProblemException(
                Kind.DAMAGED,
                "collection " + collection + " is not moved: " + ids + " in it more than once, " + rows
                        + " a later copy: " + named(found.ids()) + "; all of them are in "
                        + StagingLayout.copies(migration, collection)
                        + " of staging; set policy.duplicateIds to keep-last to move the copy of each id that was written"
                        + " last, or to keep-all to move every copy");
    }

    private String named(long ids) throws IOException {
        Map<String, Set<String>> segments = new LinkedHashMap<>();
        try (Stream<Copy> copies = documents.readLines(StagingLayout.copies(migration, collection), Copy.class)) {
            copies.limit(LINES_LOOKED_AT)
                    .filter(copy -> segments.size() < NAMED_IDS || segments.containsKey(copy.id()))
                    .forEach(copy -> {
                        Set<String> of = segments.computeIfAbsent(copy.id(), id -> new LinkedHashSet<>());
                        of.add(copy.segment());
                        of.add(copy.later());
                    });
        }
        String first = segments.entrySet().stream()
                .map(each -> "id " + each.getKey() + " in segment " + String.join(" and ", each.getValue()))
                .collect(Collectors.joining(", "));
        return ids > segments.size() ? first + " and " + (ids - segments.size()) + " more" : first;
    }
}
