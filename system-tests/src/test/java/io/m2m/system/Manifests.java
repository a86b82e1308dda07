package io.m2m.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.m2m.standalone.demo.MilvusFromPyPI;
import io.m2m.standalone.demo.PythonVenv;
import io.m2m.system.Commands.Ended;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Asks a Python program with the schemas of Kubernetes what is wrong with manifests. */
final class Manifests {
    private static final PythonVenv VENV = new PythonVenv(
            MilvusFromPyPI.inUserCache().cache().resolve("kubernetes-validate-1.37.0"),
            List.of("kubernetes-validate==1.37.0"),
            "import kubernetes_validate");

    private Manifests() {}

    /**
     * A sentence each.
     *
     * @param folder for what the program says
     */
    static List<String> findings(Path folder, Path manifests) {
        Ended ended = Commands.start(
                        folder,
                        Map.of(),
                        List.of(
                                interpreter().toString(),
                                Places.script("kubernetes.py").toString(),
                                manifests.toString(),
                                Path.of("src/test/resources/keda/scaledobjects.yaml")
                                        .toAbsolutePath()
                                        .toString()))
                .end();
        assertThat(ended.code()).as(ended.err()).isZero();
        return List.of(new JsonMapper().readValue(ended.out(), String[].class));
    }

    private static Path interpreter() {
        try {
            return VENV.install(System.err::println);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
