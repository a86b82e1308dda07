package io.m2m.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.m2m.common.message.Event.TaskStarted;
import io.m2m.common.message.Step;
import io.m2m.common.message.TaskRef;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final TaskStarted STARTED = new TaskStarted(new TaskRef("m", 1, Step.DUMP, "t", 2));

    private final MessageCodec codec = new MessageCodec(Json.mapper());

    @Test
    void writesTheWireNameFirstAndNoClassName() {
        assertThat(new String(codec.encode(STARTED), StandardCharsets.UTF_8)).isEqualTo("""
                {"type":"task-started","ref":{"migration":"m","run":1,"step":"DUMP","name":"t","attempt":2}}""");
    }

    @Test
    void passesOverFieldsOfANewerVersion() {
        assertThat(codec.decode(bytes("""
                {"type":"task-started","host":"a","ref":{"migration":"m","run":1,"step":"DUMP","name":"t","attempt":2,
                 "color":"red"}}"""))).isEqualTo(STARTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "rubbish",
                "{\"type\":\"task-started\",",
                "{}",
                "{\"type\":\"no-such-message\"}",
                "{\"type\":\"task-started\"}",
                "{\"type\":\"task-started\",\"ref\":null}",
                "{\"type\":\"task-started\",\"ref\":7}",
                "{\"type\":\"task-started\",\"ref\":{\"run\":1,\"step\":\"DUMP\",\"name\":\"t\",\"attempt\":2}}",
                "{\"type\":\"task-started\",\"ref\":{\"migration\":\"m\",\"run\":1,\"step\":\"FLY\",\"name\":\"t\","
                        + "\"attempt\":2}}",
                "{\"type\":\"task-started\",\"ref\":{\"migration\":\"m\",\"step\":\"DUMP\",\"name\":\"t\","
                        + "\"attempt\":2}}",
                "{\"type\":\"migration-planned\",\"ref\":{\"migration\":\"m\",\"run\":1,\"step\":\"PLAN\","
                        + "\"name\":\"t\",\"attempt\":2}}"
            })
    void refusesWhatIsNoCompleteMessage(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(bytes(text)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
