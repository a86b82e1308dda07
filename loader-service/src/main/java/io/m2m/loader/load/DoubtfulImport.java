package io.m2m.loader.load;

import io.m2m.common.staging.Documents;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An import that was asked for and that the target's list says nothing about: its files are not told there, or not yet, or it is
 * long gone, or the server never heard of it. Nothing here may lead to a second import of rows that are there.
 */
final class DoubtfulImport {
    /** Shorter than the shortest time for which a server keeps a job that has ended. */
    private static final Duration LISTED = Duration.ofHours(2);
    /** For which rows of an import that has just ended may be counted or not. */
    private static final Duration SETTLES = Duration.ofSeconds(30);

    private final StagedTask task;
    private final Imports imports;
    private final TargetServer server;
    private final ImportRecords records;
    private final PartitionLedger ledger;
    private final Clock clock;
    private @Nullable Instant unclearSince;

    DoubtfulImport(StagedTask task, Imports imports, TargetServer server, Documents documents, Clock clock) {
        this.task = task;
        this.imports = imports;
        this.server = server;
        this.records = new ImportRecords(documents);
        this.ledger = new PartitionLedger(server, imports, documents);
        this.clock = clock;
    }

    /** What is to be done. */
    sealed interface Way {
        record Submit(String lastReason) implements Way {}

        /** With the same key: it is the same job if there is one. */
        record AskAgain(Asked asked) implements Way {}

        record Follow(ImportJob job) implements Way {}

        record LookAgain() implements Way {}

        /** The rows are there. */
        record Arrived() implements Way {}
    }

    /** @param all the jobs into the collection */
    Way resolve(ImportRecord record, List<ImportJob> all) throws IOException {
        Asked asked = record.asked();
        if (record.job() != null) {
            Optional<ImportJob> told = imports.state(record.job());
            if (told.isPresent()) {
                ImportJob job = told.get();
                return job.state() == ImportJob.State.FAILED ? new Way.Submit(job.reason()) : new Way.Follow(job);
            }
        } else if (asked != null && !askedByAll(asked)) {
            return new Way.Submit("");
        } else if (asked != null && imports.offer().keyed() && asked.keyKnown(clock.instant())) {
            return new Way.AskAgain(asked);
        }
        if (unseen(record)) {
            return new Way.LookAgain();
        }
        boolean listed = asked != null && within(asked, LISTED) && all.stream().noneMatch(ImportJob::anonymous);
        return record.job() == null && listed ? new Way.Submit("") : counted(all);
    }

    /** Whether a job that was accepted may still be unknown to the server. */
    boolean unseen(ImportRecord record) {
        return record.asked() != null && within(record.asked(), imports.offer().unseen());
    }

    private boolean within(Asked asked, Duration duration) {
        return clock.instant().isBefore(Instant.ofEpochMilli(asked.at()).plus(duration));
    }

    /** A request is made after each of its tasks has noted it. */
    private boolean askedByAll(Asked asked) throws IOException {
        for (String member : asked.tasks()) {
            if (!member.equals(task.name())
                    && records.begun(task, member)
                            .filter(record -> record.wasAsked(asked.key()))
                            .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Way counted(List<ImportJob> all) throws IOException {
        if (all.stream().anyMatch(ImportJob::open)) {
            unclearSince = null;
            return new Way.LookAgain();
        }
        return switch (ledger.of(task)) {
            case MISSING -> new Way.Submit("");
            case ARRIVED -> new Way.Arrived();
            case UNCLEAR -> unclear();
        };
    }

    private Way unclear() {
        Instant now = clock.instant();
        unclearSince = Objects.requireNonNullElse(unclearSince, now);
        if (now.isBefore(unclearSince.plus(SETTLES))) {
            return new Way.LookAgain();
        }
        throw ImportFailures.untold(task, server.address());
    }
}
