package io.m2m.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.OffsetFetchRequest;
import org.apache.kafka.common.requests.TxnOffsetCommitRequest;
import org.junit.jupiter.api.Test;

class BrokerVersionsTest {
    @Test
    void aBrokerThatKnowsEveryRequestIsTaken() {
        assertThat(BrokerVersions.lacking(newest())).isEmpty();
    }

    @Test
    void aBrokerOf24LacksWhatTheCoordinatorCommitsWith() {
        Map<ApiKeys, Short> offered = newest();
        offered.put(ApiKeys.TXN_OFFSET_COMMIT, (short) 2);
        offered.put(ApiKeys.OFFSET_FETCH, (short) 6);

        assertThat(BrokerVersions.lacking(offered))
                .contains(
                        "is too old: it does not know version 3 of the request TxnOffsetCommit, by which the coordinator"
                                + " decides exactly once (exactly_once_v2); m2m needs Kafka 2.5 or newer");
    }

    @Test
    void aBrokerThatDoesNotKnowARequestAtAllLacksIt() {
        Map<ApiKeys, Short> offered = newest();
        offered.remove(ApiKeys.OFFSET_FETCH);

        assertThat(BrokerVersions.lacking(offered).orElseThrow()).contains("version 7 of the request OffsetFetch");
    }

    /** The clients' own limits are where the table is from. */
    @Test
    void belowTheTableTheClientsThemselvesGiveUp() {
        TxnOffsetCommitRequest.Builder commit = new TxnOffsetCommitRequest.Builder(
                "id", "group", 1L, (short) 0, Map.of(), "member", 1, Optional.empty(), false);
        OffsetFetchRequest.Builder stable = OffsetFetchRequest.Builder.forTopicNames(
                new OffsetFetchRequestData()
                        .setRequireStable(true)
                        .setGroups(List.of(new OffsetFetchRequestGroup().setGroupId("group"))),
                true);

        short commits = BrokerVersions.least(ApiKeys.TXN_OFFSET_COMMIT);
        short fetches = BrokerVersions.least(ApiKeys.OFFSET_FETCH);
        assertThatThrownBy(() -> commit.build((short) (commits - 1))).isInstanceOf(UnsupportedVersionException.class);
        assertThat(commit.build(commits)).isNotNull();
        assertThatThrownBy(() -> stable.build((short) (fetches - 1))).isInstanceOf(UnsupportedVersionException.class);
        assertThat(stable.build(fetches)).isNotNull();
    }

    @Test
    void aFeatureLevelSaysThatAllIsThereAndItsAbsenceSaysNothing() {
        assertThat(BrokerVersions.suffices(Optional.of((short) 1))).isTrue();
        assertThat(BrokerVersions.suffices(Optional.of((short) 29))).isTrue();
        assertThat(BrokerVersions.suffices(Optional.empty())).isFalse();
    }

    private static Map<ApiKeys, Short> newest() {
        Map<ApiKeys, Short> offered = new EnumMap<>(ApiKeys.class);
        for (ApiKeys request : ApiKeys.values()) {
            offered.put(request, request.latestVersion());
        }
        return offered;
    }
}
