package io.m2m.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state machine in {@code ARCHITECTURE.md} is the one in the code. */
class ArchitecturePageTest {
    private static final Path PAGE = Path.of("..", "ARCHITECTURE.md");

    @ParameterizedTest
    @ValueSource(classes = {MigrationState.class, CollectionState.class})
    void drawsTheStatesInTheirOrder(Class<? extends Enum<?>> states) throws IOException {
        assertThat(Files.readString(PAGE)).contains(names(states).stream().collect(Collectors.joining(" ─► ")));
    }

    @ParameterizedTest
    @ValueSource(classes = TaskState.class)
    void namesEveryState(Class<? extends Enum<?>> states) throws IOException {
        assertThat(Files.readString(PAGE)).contains(names(states));
    }

    private static List<String> names(Class<? extends Enum<?>> states) {
        return Arrays.stream(states.getEnumConstants()).map(Enum::name).toList();
    }
}
