package io.m2m.common.schema;

/**
 * What m2m does otherwise on one version of Milvus 2.x than on another, all of it. Source: 2.2.16 and 2.3.5 were measured, the rest
 * is read from the servers' sources.
 */
public enum ServerFeature {
    /** Imports NumPy files at all, by {@code bulkInsert} over gRPC. */
    IMPORT_OF_FILES(since(2, 2, 0)),
    /** Counts by query; before, only the metadata counts every copy of a repeated id. */
    COUNT_BY_QUERY(since(2, 3, 0)),
    TANIMOTO(before(2, 3, 0)),
    ANNOY(before(2, 3, 0)),
    /** Metrics SUBSTRUCTURE and SUPERSTRUCTURE, which one version lost. */
    STRUCTURE_METRICS(version -> !version.equals(new ServerVersion(2, 3, 0))),
    /** HNSW with any M and efConstruction that somebody may have used. */
    WIDE_HNSW(since(2, 3, 0)),
    FLOAT_DIMENSION_OF_ONE(before(2, 4, 0)),
    LONG_BINARY_VECTORS(since(2, 4, 0)),
    MORE_THAN_1024_PARTITIONS(before(2, 4, 5)),
    /** Imports files of up to 16 GiB; before, of up to 1 GiB. */
    IMPORT_OF_16_GIB(since(2, 2, 3)),
    /** The limit of an import is for the files of a task together; before, for each. */
    IMPORT_LIMITED_AS_A_WHOLE(since(2, 4, 0)),
    /** Import jobs over REST v2, each of many groups of files. Before, there is {@code bulkInsert} alone. */
    IMPORT_JOBS(since(2, 4, 0)),
    /** Jobs go on after a restart of the server; before, those that waited stay running for ever. */
    JOBS_OUTLIVE_RESTARTS(since(2, 4, 0)),
    /** The list of imports that gRPC gives tells their ids and files. */
    LISTS_FILES_OVER_GRPC(before(2, 4, 0)),
    /** An accepted import is in a log before it is a job: it may show itself a while later. */
    JOBS_APPEAR_LATE(since(2, 6, 0)),
    /** A submit over REST that is repeated with the same {@code Idempotency-Key} is the same job. */
    IDEMPOTENCY_KEYS(version -> version.major() == 2
            ? version.compareTo(new ServerVersion(2, 6, 24)) >= 0
            : version.compareTo(new ServerVersion(3, 0, 2)) >= 0);

    private interface Range {
        boolean holds(ServerVersion version);
    }

    private final Range range;

    ServerFeature(Range range) {
        this.range = range;
    }

    public boolean on(ServerVersion version) {
        return range.holds(version);
    }

    private static Range since(int major, int minor, int patch) {
        return version -> version.compareTo(new ServerVersion(major, minor, patch)) >= 0;
    }

    private static Range before(int major, int minor, int patch) {
        return version -> version.compareTo(new ServerVersion(major, minor, patch)) < 0;
    }
}
