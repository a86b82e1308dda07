package io.m2m.system;

import io.m2m.system.Commands.Ended;
import io.m2m.system.Commands.Running;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The program, by its launcher, as users start it. */
final class M2m {
    private M2m() {}

    /** @param folder the working folder */
    static Running start(Path folder, Map<String, String> environment, List<String> arguments) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        List<String> command = Stream.concat(Stream.of(Places.program().toString()), arguments.stream())
                .toList();
        return Commands.start(folder, variables, command);
    }

    static Running start(Path folder, String... arguments) {
        return start(folder, Map.of(), List.of(arguments));
    }

    static Ended run(Path folder, String... arguments) {
        return start(folder, arguments).end();
    }
}
