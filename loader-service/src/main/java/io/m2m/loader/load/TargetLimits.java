package io.m2m.loader.load;

import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.Metric;
import io.m2m.common.model.VectorType;
import io.m2m.common.schema.ServerFeature;
import io.m2m.common.schema.ServerVersion;
import java.util.Optional;

/**
 * What a server of some version can hold. A limit that its configuration can raise is its default here, for what it is set to cannot
 * be asked: whoever passes it is told, and the server refuses by itself.
 */
final class TargetLimits {
    private static final int MAX_FLOAT_DIM = 32_768;
    private static final int MAX_COLLECTIONS = 65_536;
    private static final long GIB = 1L << 30;
    private static final long MIB = 1L << 20;
    private static final int ID_BYTES = 8;
    /** What NumPy puts before the rows of a file. */
    private static final int HEADER_BYTES = 128;

    private final ServerVersion version;

    TargetLimits(ServerVersion version) {
        this.version = version;
    }

    Optional<String> dimension(CollectionPlan collection) {
        boolean binary = collection.vectorType() == VectorType.BINARY;
        int least = binary ? 8 : ServerFeature.FLOAT_DIMENSION_OF_ONE.on(version) ? 1 : 2;
        int most = binary && ServerFeature.LONG_BINARY_VECTORS.on(version) ? 8 * MAX_FLOAT_DIM : MAX_FLOAT_DIM;
        int dim = collection.dim();
        if (dim >= least && dim <= most && (!binary || dim % 8 == 0)) {
            return Optional.empty();
        }
        return Optional.of("collection " + collection.source() + " has dimension " + dim + ", and Milvus " + version
                + " takes " + least + " to " + most + (binary ? " in steps of 8" : "")
                + "; leave it out by the key collections, or use another target");
    }

    Optional<String> metric(CollectionPlan collection) {
        boolean structural = collection.metric() == Metric.SUBSTRUCTURE || collection.metric() == Metric.SUPERSTRUCTURE;
        if (!structural || ServerFeature.STRUCTURE_METRICS.on(version)) {
            return Optional.empty();
        }
        return Optional.of("collection " + collection.source() + " has metric " + collection.metric()
                + ", which Milvus " + version + " does not have; upgrade the target to a later 2.3");
    }

    /** @param task the collection's largest */
    Optional<String> files(DumpPlan task) {
        boolean whole = ServerFeature.IMPORT_LIMITED_AS_A_WHOLE.on(version);
        long most = ServerFeature.IMPORT_OF_16_GIB.on(version) ? 16 * GIB : GIB;
        int larger = Math.max(ID_BYTES, task.rowBytes());
        int limited = whole ? ID_BYTES + task.rowBytes() : larger;
        int headers = whole ? 2 * HEADER_BYTES : HEADER_BYTES;
        long bytes = Math.addExact(headers, Math.multiplyExact(task.rows(), limited));
        if (bytes <= most) {
            return Optional.empty();
        }
        long fit = Math.multiplyExact(most - headers, larger) / limited / MIB;
        return Optional.of("collection " + task.collection() + " has an import of " + bytes / MIB + " MiB, and Milvus "
                + version + " takes " + most / MIB + " MiB in " + (whole ? "the files of one" : "one file")
                + "; set dumper.maxFileSize to " + fit + " MiB or less");
    }

    /**
     * @param all partitions the collection would have, {@code _default} included
     * @return what to know of them
     */
    Optional<String> partitions(CollectionPlan collection, int all) {
        int most = ServerFeature.MORE_THAN_1024_PARTITIONS.on(version) ? 4_096 : 1_024;
        if (all <= most) {
            return Optional.empty();
        }
        return Optional.of(
                "collection " + collection.target() + " will have " + all + " partitions, and Milvus " + version
                        + " takes " + most
                        + " unless its rootCoord.maxPartitionNum is raised; raise it on the server, or leave the"
                        + " collection out by the key collections");
    }

    /**
     * @param all collections the server would hold
     * @return what to know of them
     */
    static Optional<String> collections(int all) {
        if (all <= MAX_COLLECTIONS) {
            return Optional.empty();
        }
        return Optional.of("the target will hold " + all + " collections, and a server holds " + MAX_COLLECTIONS
                + " unless its quotaAndLimits.limits.maxCollectionNum is raised; raise it on the server, or drop some of"
                + " them");
    }
}
