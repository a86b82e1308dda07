package io.m2m.common.staging;

import java.nio.charset.StandardCharsets;

/**
 * The keys below {@code outputDir}.
 *
 * <pre>
 * &lt;collection&gt;/&lt;partition&gt;/&lt;task&gt;/id.npy, data.npy, manifest.json    what the target imports
 * report.json                                                    the last report
 * .m2m/&lt;migration&gt;/plan.json, plan.jsonl                         collections; tasks, one a line
 *                 /outcomes/&lt;task&gt;.json                          what a dump found
 *                 /left-out/&lt;collection&gt;/repeated-ids.json, .jsonl  what was found, and the rows, one a line
 *                 /left-out/&lt;collection&gt;/invalid-vectors.jsonl     rows left out by policy.invalidVectors, one a line
 *                 /kept-copies/&lt;collection&gt;.jsonl                ids that it holds more than once, one a line
 *                 /imports/&lt;task&gt;.json                           intent and end of an import
 *                 /prepared/&lt;collection&gt;.json                    what a collection held before rows were appended
 *                 /loaded/&lt;collection&gt;.json                      what the target held when it was complete
 *                 /verify/&lt;collection&gt;/...                       evidence of the last verification
 * </pre>
 *
 * A 1.x collection name cannot start with a dot, so {@code .m2m} never meets one.
 */
public final class StagingLayout {
    public static final String REPORT = "report.json";

    private static final String MEMORY = ".m2m/";
    private static final String MANIFEST = "manifest.json";
    private static final int PARTS_OF_A_MANIFEST = 4;

    private StagingLayout() {}

    public static String collectionFolder(String collection) {
        return encode(collection) + "/";
    }

    public static String taskFolder(String collection, String partition, String task) {
        return collectionFolder(collection) + encode(partition) + "/" + task + "/";
    }

    /** Name of the file of one field in a task's folder. */
    public static String file(String field) {
        return field + ".npy";
    }

    public static String manifest(String collection, String partition, String task) {
        return taskFolder(collection, partition, task) + MANIFEST;
    }

    /** Whether a manifest of some task lies there, by the key alone. */
    public static boolean isManifest(String key) {
        String[] parts = key.split("/", -1);
        return parts.length == PARTS_OF_A_MANIFEST
                && parts[PARTS_OF_A_MANIFEST - 1].equals(MANIFEST)
                && !key.startsWith(MEMORY);
    }

    /** Everything m2m itself remembers about a migration. */
    public static String memory(String migration) {
        return MEMORY + migration + "/";
    }

    public static String plan(String migration) {
        return memory(migration) + "plan.json";
    }

    public static String tasks(String migration) {
        return memory(migration) + "plan.jsonl";
    }

    public static String outcome(String migration, String task) {
        return memory(migration) + "outcomes/" + task + ".json";
    }

    /** Lists of rows left out: they stay when staging is cleaned. */
    public static String leftOut(String migration) {
        return memory(migration) + "left-out/";
    }

    public static String repeatedIds(String migration, String collection) {
        return leftOut(migration) + encode(collection) + "/repeated-ids.json";
    }

    public static String copies(String migration, String collection) {
        return leftOut(migration) + encode(collection) + "/repeated-ids.jsonl";
    }

    public static String invalidVectors(String migration, String collection) {
        return leftOut(migration) + encode(collection) + "/invalid-vectors.jsonl";
    }

    /** Lists of ids of which every copy was migrated: they stay when staging is cleaned. */
    public static String keptCopies(String migration) {
        return memory(migration) + "kept-copies/";
    }

    public static String keptCopies(String migration, String collection) {
        return keptCopies(migration) + encode(collection) + ".jsonl";
    }

    public static String importRecord(String migration, String task) {
        return memory(migration) + "imports/" + task + ".json";
    }

    /** What {@link #prepared(String, String)} of every collection begins with. */
    public static String prepared(String migration) {
        return memory(migration) + "prepared/";
    }

    public static String prepared(String migration, String collection) {
        return prepared(migration) + encode(collection) + ".json";
    }

    public static String loaded(String migration, String collection) {
        return memory(migration) + "loaded/" + encode(collection) + ".json";
    }

    /** Evidence of the collection's last verification. */
    public static String verification(String migration, String collection) {
        return memory(migration) + "verify/" + encode(collection) + "/";
    }

    public static String inspection(String migration, String collection) {
        return verification(migration, collection) + "inspection.json";
    }

    public static String comparison(String migration, String collection, int range) {
        return verification(migration, collection) + "range-" + range + ".json";
    }

    public static String searched(String migration, String collection, int block) {
        return verification(migration, collection) + "search-" + block + ".json";
    }

    public static String conclusion(String migration, String collection) {
        return verification(migration, collection) + "conclusion.json";
    }

    public static String differences(String migration, String collection) {
        return verification(migration, collection) + "differences.jsonl";
    }

    /** Percent-encodes every UTF-8 byte outside {@code A-Z a-z 0-9 _ . -}, and a name that consists of dots. */
    public static String encode(String name) {
        StringBuilder encoded = new StringBuilder();
        boolean onlyDots = name.chars().allMatch(c -> c == '.');
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "_.-".indexOf(c) >= 0);
            if (plain && !(onlyDots && c == '.')) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format("%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }
}
