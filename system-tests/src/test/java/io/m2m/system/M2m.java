package io.m2m.system;

import io.m2m.system.Commands.Ended;
import io.m2m.system.Commands.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program, by its launcher, as users start it. */
final class M2m {
    private M2m() {}

    /** @param folder the working folder */
    static Running start(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Places.program().toString()));
        command.addAll(List.of(arguments));
        return Commands.start(folder, Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    }

    static Ended run(Path folder, String... arguments) {
        return start(folder, arguments).end();
    }
}
