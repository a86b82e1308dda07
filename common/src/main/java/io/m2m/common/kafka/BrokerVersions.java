package io.m2m.common.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Which brokers have what m2m needs. The versions are those below which the clients themselves cannot build the request m2m
 * makes; the releases are those that the proposals KIP-447 and KIP-896 name.
 */
final class BrokerVersions {
    /** The oldest release that has everything. */
    static final String OLDEST = "2.5";

    /** Level of {@code metadata.version} that the first brokers without ZooKeeper had, of release 3.0. */
    private static final short FIRST_LEVEL = 1;

    private static final List<Need> NEEDS = List.of(
            new Need(ApiKeys.TXN_OFFSET_COMMIT, 3, "the coordinator decides exactly once (exactly_once_v2)"),
            new Need(ApiKeys.OFFSET_FETCH, 7, "a coordinator that takes over waits for what the other one began"));

    /**
     * @param version the least of the request
     * @param why what m2m does with it
     */
    private record Need(ApiKeys request, int version, String why) {
        boolean isMissing(Map<ApiKeys, Short> offered) {
            return offered.getOrDefault(request, (short) -1) < version;
        }
    }

    private BrokerVersions() {}

    /**
     * Whether the cluster's feature level says that all is there, so that no broker need be asked by itself.
     *
     * @param level of {@code metadata.version}; empty for brokers with ZooKeeper, which have none, of whatever release
     */
    static boolean suffices(Optional<Short> level) {
        return level.filter(known -> known >= FIRST_LEVEL).isPresent();
    }

    /** The least version of a request that m2m needs; 0 of one that any broker knows well enough. */
    static short least(ApiKeys request) {
        return NEEDS.stream()
                .filter(need -> need.request() == request)
                .map(Need::version)
                .findFirst()
                .orElse(0)
                .shortValue();
    }

    /**
     * What a broker lacks, as the rest of a sentence about it.
     *
     * @param offered the newest version of each request that the broker knows
     */
    static Optional<String> lacking(Map<ApiKeys, Short> offered) {
        return NEEDS.stream()
                .filter(need -> need.isMissing(offered))
                .findFirst()
                .map(need -> "is too old: it does not know version " + need.version() + " of the request "
                        + need.request().name + ", by which " + need.why() + "; m2m needs Kafka " + OLDEST
                        + " or newer");
    }
}
