package io.m2m.coordinator.plan;

import io.m2m.common.config.Milvus2xConfig;
import io.m2m.common.config.Milvus2xConfig.NameRule;
import io.m2m.common.model.PartitionPlan;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.coordinator.catalog.Catalog;
import io.m2m.coordinator.catalog.Catalog.SourceCollection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names collections and partitions get on the target. Rules of 2.2 and 2.3, measured: letters, digits and {@code _}; a
 * collection does not start with a digit; at most 255 characters.
 */
final class TargetNames {
    private static final Pattern COLLECTION = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    private static final Pattern PARTITION = Pattern.compile("[A-Za-z0-9_]{1,255}");
    private static final Pattern REFUSED = Pattern.compile("[^A-Za-z0-9_]");

    private static final Pattern LEADING_DIGIT = Pattern.compile("^[0-9]");
    private static final String RULES = "letters, digits and _, a collection not beginning with a digit, 255 at most";

    private final Map<String, String> rename;
    private final NameRule rule;

    TargetNames(Milvus2xConfig config) {
        this.rename = config.rename();
        this.rule = config.names();
    }

    String collection(String source) {
        String chosen = rename.get(source);
        if (chosen != null) {
            return chosen(chosen, COLLECTION, "collection " + source);
        }
        if (COLLECTION.matcher(source).matches()) {
            return source;
        }
        String ruled = byRule(source, "collection " + source);
        return ruled(LEADING_DIGIT.matcher(ruled).replaceFirst("_$0"), COLLECTION, "collection " + source);
    }

    String partition(String collection, String tag) {
        String what = "partition " + collection + "/" + tag;
        String chosen = rename.get(collection + "/" + tag);
        if (tag.equals(PartitionPlan.DEFAULT)) {
            if (chosen != null && !chosen.equals(tag)) {
                throw refused("target.milvus2x.rename names " + collection + "/" + tag
                        + ", but every collection has its _default partition under this name; take the line out");
            }
            return tag;
        }
        if (chosen != null) {
            return chosen(chosen, PARTITION, what);
        }
        if (PARTITION.matcher(tag).matches()) {
            return tag;
        }
        return ruled(byRule(tag, what), PARTITION, what);
    }

    private String byRule(String name, String what) {
        if (rule == NameRule.FAIL) {
            throw refused(
                    what + " has a name that Milvus 2.x refuses (letters, digits and _ only); give it another one in"
                            + " target.milvus2x.rename, or set target.milvus2x.names: rule");
        }
        return REFUSED.matcher(name).replaceAll("_");
    }

    private static String chosen(String name, Pattern pattern, String what) {
        if (!pattern.matcher(name).matches()) {
            throw refused("target.milvus2x.rename gives " + what + " the name \"" + name
                    + "\", which Milvus 2.x refuses: " + RULES);
        }
        return name;
    }

    private static String ruled(String name, Pattern pattern, String what) {
        if (!pattern.matcher(name).matches()) {
            throw refused(what + " has a name that Milvus 2.x refuses, and no rule makes it fit: " + RULES
                    + "; give it another one in target.milvus2x.rename");
        }
        return name;
    }

    /** A line that renames nothing is a slip of the pen. */
    static void requireKnown(Set<String> renamed, Catalog catalog) {
        Set<String> known = new HashSet<>();
        for (SourceCollection collection : catalog.collections()) {
            known.add(collection.name());
            collection.partitions().forEach(each -> known.add(collection.name() + "/" + each.tag()));
        }
        renamed.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw refused("target.milvus2x.rename names " + name + ", but the source has no such "
                    + (name.contains("/") ? "partition" : "collection") + "; correct the line or take it out");
        });
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
