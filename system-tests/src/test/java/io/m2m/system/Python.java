package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.standalone.demo.MilvusFromPyPI;
import io.m2m.standalone.demo.PythonVenv;
import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Python with pymilvus, the client that the servers' own makers test them with. */
final class Python {
    private static final PythonVenv VENV = new PythonVenv(
            MilvusFromPyPI.inUserCache().cache().resolve("pymilvus-2.3.7"),
            List.of("pymilvus==2.3.7", "setuptools<80", "marshmallow<4", "numpy"),
            "import pymilvus");

    private static final PythonVenv DRAWING = new PythonVenv(
            MilvusFromPyPI.inUserCache().cache().resolve("matplotlib"), List.of("matplotlib"), "import matplotlib");

    private static final PythonVenv PROXY = new PythonVenv(
            MilvusFromPyPI.inUserCache().cache().resolve("mitmproxy-11.0.2"),
            List.of("mitmproxy==11.0.2"),
            "import mitmproxy");

    private Python() {}

    /** The program of mitmproxy that has no screen. */
    static Path mitmdump() {
        return interpreter(PROXY).resolveSibling("mitmdump");
    }

    /** The board as it looks for a run that is over. */
    static void draw(String prometheus, String migration, Path picture) {
        List<String> command = List.of(
                interpreter(DRAWING).toString(),
                Monitoring.RENDERER.toString(),
                "--prometheus",
                prometheus,
                "--migration",
                migration,
                "--minutes",
                "3",
                picture.toString());
        Ended ended = Commands.start(picture.getParent(), Map.of(), command).end();
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    /** What the script prints. */
    static String run(Path folder, String script, List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(interpreter(VENV).toString(), Places.script(script).toString()));
        command.addAll(arguments);
        Ended ended = Commands.start(folder, Map.of(), command).end();
        assertThat(ended.code()).as(ended.err()).isZero();
        return ended.out();
    }

    private static Path interpreter(PythonVenv venv) {
        try {
            return venv.install(System.err::println);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
