package io.m2m.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Asks the oracle, a Python program that shares no code with m2m, what differs. */
final class Oracle {
    private Oracle() {}

    /**
     * What differs between target and truth: a sentence each, none when the target is exact.
     *
     * @param more options of {@code oracle.py}
     */
    static List<String> findings(Milvus target, Path truth, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--uri", target.endpoint(), "--truth", truth.toString()));
        arguments.addAll(List.of(more));
        String json = Python.run(target.folder(), "oracle.py", arguments);
        return List.of(new JsonMapper().readValue(json, String[].class));
    }
}
