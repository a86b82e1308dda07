package io.m2m.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What {@code docs/operations.md} says that the services' user must be allowed: this and nothing else is granted. */
record Grants(List<Row> rows) {
    private static final String HEADING = "### What the services' user must be allowed";
    private static final String USUAL_PREFIX = "m2m.";

    /**
     * A line of the table.
     *
     * @param when in which case it is needed
     */
    record Row(ResourceType resource, String pattern, List<AclOperation> operations, String when) {
        Stream<AclBinding> bindings(String user, String prefix) {
            String name = pattern.replaceAll(".*`(.*)`.*", "$1").replaceFirst("^" + USUAL_PREFIX, prefix);
            return operations.stream()
                    .map(operation -> new AclBinding(
                            new ResourcePattern(resource, name, PatternType.PREFIXED),
                            new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
        }
    }

    static Grants documented() {
        try (Stream<String> lines = Files.lines(Places.page("operations.md"))) {
            return new Grants(lines.dropWhile(line -> !line.equals(HEADING))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("#"))
                    .filter(line ->
                            line.startsWith("| ") && !line.startsWith("| resource") && !line.startsWith("| ---"))
                    .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                            .map(String::strip)
                            .toList())
                    .map(cells -> new Row(
                            ResourceType.fromString(cells.get(0).replace(' ', '_')),
                            cells.get(1),
                            Arrays.stream(cells.get(2).split(", "))
                                    .map(Grants::operation)
                                    .toList(),
                            cells.get(3)))
                    .toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** For a user whose topics are made beforehand, or for one who makes them; brokers are new ones. */
    List<AclBinding> to(String user, String prefix, boolean madeBeforehand) {
        String otherCase = madeBeforehand ? "unless made beforehand" : "with topics made beforehand";
        return rows.stream()
                .filter(row -> !row.when().equals(otherCase) && row.resource() != ResourceType.CLUSTER)
                .flatMap(row -> row.bindings(user, prefix))
                .toList();
    }

    /** As documents write it: DescribeConfigs. */
    private static AclOperation operation(String written) {
        return AclOperation.fromString(
                written.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }
}
