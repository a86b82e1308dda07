package io.m2m.loader.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Imports on the target, however it offers them. Failures as in {@link TargetServer}; an UNREACHABLE submit may have been
 * accepted. Every implementation passes {@code ImportsContract}.
 */
public interface Imports {
    /**
     * What can be relied on.
     *
     * @param groups how many groups of files one job takes
     * @param keyed whether a submit that is repeated with its key is the same job
     * @param unseen how long an accepted job may stay unknown to the server
     * @param forgetful whether a server that goes away leaves jobs that never end
     */
    record Offer(int groups, boolean keyed, Duration unseen, boolean forgetful) {}

    Offer offer();

    /**
     * Asks for files to be imported, once.
     *
     * @return id of the job
     */
    String submit(ImportRequest request);

    /** One job, or empty when the server does not know it, not yet or no longer. */
    Optional<ImportJob> state(String job);

    /** The jobs into a collection that exists, oldest first, as far as the server keeps them. */
    List<ImportJob> into(String collection);
}
