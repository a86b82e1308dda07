package io.m2m.coordinator.plan;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.config.Milvus2xConfig.NameRule;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names collections and partitions get on the target. Rules of 2.2 and 2.3, measured: letters, digits and {@code _}; a
 * collection does not start with a digit; at most 255 characters.
 */
final class TargetNames {
    private static final Pattern COLLECTION = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    private static final Pattern PARTITION = Pattern.compile("[A-Za-z0-9_]{1,255}");
    private static final Pattern REFUSED = Pattern.compile("[^A-Za-z0-9_]");

    private final Map<String, String> rename;
    private final NameRule rule;

    TargetNames(Milvus2xConfig config) {
        this.rename = config.rename();
        this.rule = config.names();
    }

    String collection(String source) {
        String chosen = rename.get(source);
        if (chosen != null) {
            return checked(chosen, COLLECTION, "target.milvus2x.rename gives collection " + source);
        }
        if (COLLECTION.matcher(source).matches()) {
            return source;
        }
        String ruled = byRule("collection " + source, source);
        return checked(Character.isDigit(ruled.charAt(0)) ? "_" + ruled : ruled, COLLECTION, "collection " + source);
    }

    String partition(String collection, String tag) {
        String chosen = rename.get(collection + "/" + tag);
        if (chosen != null) {
            return checked(chosen, PARTITION, "target.milvus2x.rename gives partition " + collection + "/" + tag);
        }
        if (PARTITION.matcher(tag).matches()) {
            return tag;
        }
        return checked(
                byRule("partition " + collection + "/" + tag, tag), PARTITION, "partition " + collection + "/" + tag);
    }

    private String byRule(String what, String name) {
        if (rule == NameRule.FAIL) {
            throw refused(
                    what + " has a name that Milvus 2.x refuses (letters, digits and _ only); give it another one in"
                            + " target.milvus2x.rename, or set target.milvus2x.names: rule");
        }
        return REFUSED.matcher(name).replaceAll("_");
    }

    private static String checked(String name, Pattern pattern, String what) {
        if (!pattern.matcher(name).matches()) {
            throw refused(
                    what + " the name \"" + name + "\", which Milvus 2.x refuses; name it in target.milvus2x.rename");
        }
        return name;
    }

    /** Two collections must not meet on the target, even though they were two on the source. */
    static void requireDistinct(Map<String, String> targetBySource) {
        Map<String, String> sourceByTarget = new HashMap<>();
        targetBySource.forEach((source, target) -> {
            String other = sourceByTarget.putIfAbsent(target, source);
            if (other != null) {
                throw refused("collections " + other + " and " + source + " would both be named " + target
                        + " on the target; give one another name in target.milvus2x.rename");
            }
        });
    }

    static void requireDistinct(String collection, List<PartitionPlan> partitions) {
        Map<String, String> tagByTarget = new HashMap<>();
        for (PartitionPlan partition : partitions) {
            String other = tagByTarget.putIfAbsent(partition.target(), partition.tag());
            if (other != null) {
                throw refused("partitions " + other + " and " + partition.tag() + " of collection " + collection
                        + " would both be named " + partition.target()
                        + " on the target; give one another name in target.milvus2x.rename, as " + collection + "/"
                        + partition.tag());
            }
        }
    }

    private static ProblemException refused(String sentence) {
        return new ProblemException(Problem.Kind.CONFIGURATION, sentence);
    }
}
