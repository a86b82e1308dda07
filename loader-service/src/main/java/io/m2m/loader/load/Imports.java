package io.m2m.loader.load;

import java.util.List;
import java.util.Optional;

/**
 * Imports on the target, however it offers them. Failures as in {@link TargetServer}; an UNREACHABLE submit may have been
 * accepted.
 */
public interface Imports {
    /**
     * Asks for one pair of files to be imported, once.
     *
     * @param files as the server finds them
     * @return id of the job
     */
    String submit(String collection, String partition, List<String> files);

    /** One job, or empty when the server does not know it, or no longer. */
    Optional<ImportJob> state(String job);

    /** The jobs into a collection that exists, oldest first, as far as the server keeps them. */
    List<ImportJob> into(String collection);
}
