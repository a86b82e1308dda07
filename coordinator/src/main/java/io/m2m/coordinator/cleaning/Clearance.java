package io.m2m.coordinator.cleaning;

import io.m2m.common.message.Verdict;
import io.m2m.common.model.Manifest;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.report.CollectionReport;
import io.m2m.common.report.Report;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.coordinator.plan.Plans;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of a migration the last report calls VERIFIED. A report may be of a part, so that its own verdict does not speak for the whole. */
final class Clearance {
    private static final int NAMED = 10;

    private final Documents documents;
    private final OwnManifests manifests;
    private final Plans plans;
    private final String migration;
    private final String location;

    /** @param location of staging, for people */
    Clearance(Documents documents, OwnManifests manifests, Plans plans, String migration, String location) {
        this.documents = documents;
        this.manifests = manifests;
        this.plans = plans;
        this.migration = migration;
        this.location = location;
    }

    /** @throws ProblemException CONFIGURATION when one of the collections is not VERIFIED */
    void require(List<String> collections) throws IOException {
        Set<String> missing = new TreeSet<>(collections);
        missing.removeAll(verified(report()));
        if (!missing.isEmpty()) {
            throw refused(named(missing), "first");
        }
    }

    /** @throws ProblemException CONFIGURATION when the migration, or a collection of it that staging holds, is not VERIFIED */
    void requireAll() throws IOException {
        Optional<Report> report = report();
        Set<String> verified = verified(report);
        Set<String> missing = plans.collections();
        missing.removeAll(verified);
        boolean whole =
                report.map(Report::verdict).filter(Verdict.VERIFIED::equals).isPresent();
        if (whole) {
            addStaged(missing, verified);
        }
        if (!whole || !missing.isEmpty()) {
            throw refused(
                    missing.isEmpty() ? "migration " + migration : named(missing),
                    "of all collections first, clean only others by --collections");
        }
    }

    private Optional<Report> report() throws IOException {
        return documents
                .read(StagingLayout.REPORT, Report.class)
                .filter(last -> last.migration().equals(migration));
    }

    private static Set<String> verified(Optional<Report> report) {
        return report.stream()
                .flatMap(last -> last.collections().stream())
                .filter(collection -> collection.verdict() == Verdict.VERIFIED)
                .map(CollectionReport::source)
                .collect(Collectors.toSet());
    }

    /** Of a collection that is known to be there or to be VERIFIED no manifest is read. */
    private void addStaged(Set<String> missing, Set<String> verified) throws IOException {
        Set<String> known = new HashSet<>();
        missing.forEach(collection -> known.add(StagingLayout.collectionFolder(collection)));
        verified.forEach(collection -> known.add(StagingLayout.collectionFolder(collection)));
        try (Stream<String> keys = manifests.keys("")) {
            for (String key : (Iterable<String>) keys::iterator) {
                String folder = key.substring(0, key.indexOf('/') + 1);
                Optional<Manifest> own = known.contains(folder) ? Optional.empty() : manifests.at(key);
                own.ifPresent(manifest -> {
                    missing.add(manifest.collection());
                    known.add(folder);
                });
            }
        }
    }

    private String named(Set<String> collections) {
        String first = collections.stream().limit(NAMED).collect(Collectors.joining(", "));
        String names = collections.size() > NAMED ? first + " and " + (collections.size() - NAMED) + " more" : first;
        return (collections.size() == 1 ? "collection " : "collections ") + names + " of migration " + migration;
    }

    private ProblemException refused(String what, String verify) {
        return new ProblemException(
                Problem.Kind.CONFIGURATION,
                "nothing is removed from " + location + ": its report does not call " + what
                        + " VERIFIED; run m2m verify " + verify + ", or clean with --force");
    }
}
