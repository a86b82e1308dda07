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

    /** The first start of a new checkout builds the program and says so, which no test has asked about. */
    private static final class Launcher {
        static final String BUILT = built();

        private static String built() {
            String launcher = Places.program().toString();
            Ended version = start(launcher, Places.fresh("build"), Map.of(), List.of("--version"))
                    .end();
            if (version.code() != 0) {
                throw new IllegalStateException(version.err());
            }
            return launcher;
        }
    }

    /** @param folder the working folder */
    static Running start(Path folder, Map<String, String> environment, List<String> arguments) {
        return start(Launcher.BUILT, folder, environment, arguments);
    }

    private static Running start(
            String launcher, Path folder, Map<String, String> environment, List<String> arguments) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        List<String> command =
                Stream.concat(Stream.of(launcher), arguments.stream()).toList();
        return Commands.start(folder, variables, command);
    }

    static Running start(Path folder, String... arguments) {
        return start(folder, Map.of(), List.of(arguments));
    }

    static Ended run(Path folder, String... arguments) {
        return start(folder, arguments).end();
    }
}
