package io.m2m.loader.load;

import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Metric;
import io.m2m.common.model.VectorType;
import io.m2m.common.schema.ServerFeature;
import io.m2m.common.schema.ServerVersion;
import java.util.Optional;

/** What a server of some version can hold; its defaults, since what it is set to cannot be asked. */
final class TargetLimits {
    private static final int MAX_FLOAT_DIM = 32_768;

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

    /** @param all partitions the collection would have, {@code _default} included */
    Optional<String> partitions(CollectionPlan collection, int all) {
        int most = ServerFeature.MORE_THAN_1024_PARTITIONS.on(version) ? 4_096 : 1_024;
        if (all <= most) {
            return Optional.empty();
        }
        return Optional.of("collection " + collection.target() + " would have " + all + " partitions, and Milvus "
                + version + " takes " + most + "; leave it out by the key collections, or use another target");
    }
}
