package io.m2m.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.common.json.Json;
import io.m2m.common.json.MessageCodec;
import io.m2m.standalone.broker.EmbeddedBroker;
import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

/** What a real broker says of itself. */
class BrokerCheckIT {
    @Test
    void theEmbeddedBrokerHasWhatIsNeededByItsFeatureLevelAndByItsRequests() {
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary()) {
            KafkaClients clients = new KafkaClients(
                    KafkaSettings.embedded(broker.bootstrapServers()),
                    new MessageSerde(new MessageCodec(Json.mapper())));
            BrokerCheck check = new BrokerCheck(clients);
            String[] address = broker.bootstrapServers().split(":");

            Map<ApiKeys, Short> offered =
                    check.offered(new InetSocketAddress(address[0], Integer.parseInt(address[1])));

            assertThat(BrokerVersions.lacking(offered)).isEmpty();
            assertThat(offered).containsEntry(ApiKeys.PRODUCE, ApiKeys.PRODUCE.latestVersion());
            try (Admin admin = Admin.create(clients.forAdmin())) {
                assertThat(BrokerVersions.suffices(BrokerCheck.level(admin))).isTrue();
                check.run(admin);
            }
        }
    }
}
