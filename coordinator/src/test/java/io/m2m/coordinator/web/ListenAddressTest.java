package io.m2m.coordinator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m2m.common.model.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "127.0.0.1", "localhost", "::1", "127.0.0.2"})
    void thisMachineAloneNeedsNoToken(@Nullable String address) {
        assertThat(ListenAddress.of(address, null).isLoopbackAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void anAddressThatOthersReachNeedsAToken(String address) {
        assertThatThrownBy(() -> ListenAddress.of(address, null))
                .isInstanceOf(ProblemException.class)
                .hasMessageContainingAll(address, "M2M_API_TOKEN");
        assertThatThrownBy(() -> ListenAddress.of(address, " ")).isInstanceOf(ProblemException.class);
        assertThat(ListenAddress.of(address, "secret").isLoopbackAddress()).isFalse();
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        assertThatThrownBy(() -> ListenAddress.of("no such host", "secret"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no such host");
    }
}
