package io.m2m.loader.load;

import io.m2m.common.schema.ServerVersion;
import io.m2m.common.schema.TargetIndex;
import java.util.Optional;
import java.util.Set;

/**
 * Collections of a Milvus 2.x server. Failures are {@link io.m2m.common.model.ProblemException}: UNREACHABLE when the server
 * does not answer or refuses the credentials, CONFIGURATION when the database is missing, TARGET when it refuses what is asked.
 * Every implementation passes {@code TargetContract}.
 */
public interface TargetServer {
    /** The server, for a sentence. */
    String address();

    ServerVersion version();

    /** Number of collections in the database. */
    int collections();

    Optional<TargetCollection> find(String collection);

    void create(NewCollection collection);

    void drop(String collection);

    Set<String> partitions(String collection);

    void addPartition(String collection, String partition);

    Optional<BuiltIndex> index(String collection, String field);

    /** Starts building; {@link #index} tells how far it is. */
    void createIndex(String collection, String field, TargetIndex index);

    /** Drops the index of a collection that is not loaded. */
    void dropIndex(String collection, String field);

    LoadProgress loading(String collection);

    /** Starts loading; {@link #loading} tells how far it is. */
    void load(String collection);

    /** Starts taking up into a loaded collection what was imported since. */
    void refresh(String collection);

    void release(String collection);

    /** Lets the metadata know of the rows that were inserted up to now. */
    void flush(String collection);

    /** Rows in a partition by the server's metadata: rows of every completed import, loaded or not. */
    long heldRows(String collection, String partition);

    /** The same in all partitions. */
    default long heldRows(String collection) {
        return partitions(collection).stream()
                .mapToLong(partition -> heldRows(collection, partition))
                .sum();
    }

    /** Rows that a strongly consistent query counts in a loaded collection, every copy of a repeated id included. */
    long count(String collection);

    /** The same in one partition. */
    long count(String collection, String partition);
}
