package io.m2m.loader.load;

import io.m2m.common.schema.TargetIndex;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An index as the server describes it.
 *
 * @param state the server's word; {@link #FINISHED} when it is built
 * @param builtRows rows it covers so far
 * @param failure why it failed, empty otherwise
 */
public record BuiltIndex(
        String type, String metric, Map<String, String> params, String state, long builtRows, String failure) {
    public static final String FINISHED = "Finished";
    private static final String FAILED = "Failed";

    public BuiltIndex {
        params = java.util.Collections.unmodifiableMap(new TreeMap<>(params));
    }

    boolean finished() {
        return state.equals(FINISHED);
    }

    boolean failed() {
        return state.equals(FAILED);
    }

    /** For a sentence. */
    String words() {
        return new TargetIndex(type, metric, params, List.of()).words();
    }

    boolean is(TargetIndex wanted) {
        return type.equals(wanted.type())
                && metric.equals(wanted.metric())
                && params.entrySet().containsAll(wanted.params().entrySet());
    }
}
