package io.m2m.coordinator.salvage;

import io.m2m.common.model.Metric;
import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.VectorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the user knows and folders do not tell.
 *
 * @param binary collections whose vectors are binary
 * @param metrics by collection
 * @param partitions by the number that is the partition's folder
 */
public record Corrections(Set<String> binary, Map<String, Metric> metrics, Map<String, Place> partitions) {
    public static final Corrections NONE = new Corrections(Set.of(), Map.of(), Map.of());

    public Corrections {
        binary = Set.copyOf(binary);
        metrics = Map.copyOf(metrics);
        partitions = Map.copyOf(partitions);
    }

    /** Where a partition belongs. */
    public record Place(String collection, String tag) {}

    /**
     * @param metrics names of metrics by collection
     * @param partitions {@code COLLECTION} or {@code COLLECTION/TAG} by number; without a tag the number is the tag
     */
    public static Corrections of(Set<String> binary, Map<String, String> metrics, Map<String, String> partitions) {
        Map<String, Metric> metricByName = new HashMap<>();
        metrics.forEach((collection, name) -> metricByName.put(collection, metric(collection, name)));
        Map<String, Place> places = new HashMap<>();
        partitions.forEach((number, place) -> places.put(number, place(number, place)));
        for (String each : binary) {
            Metric metric = metricByName.get(each);
            if (metric != null && metric.vectorType() != VectorType.BINARY) {
                throw refused("--binary says that " + each + " holds binary vectors, but --metric " + each + "="
                        + metric + " is a metric of float vectors; take one of the two out");
            }
        }
        return new Corrections(binary, metricByName, places);
    }

    /** What is known to be so of a collection's vectors. */
    Optional<VectorType> vectorType(String collection) {
        if (binary.contains(collection)) {
            return Optional.of(VectorType.BINARY);
        }
        return Optional.ofNullable(metrics.get(collection)).map(Metric::vectorType);
    }

    /** @param tables that were found */
    void check(Set<String> tables) {
        partitions.keySet().forEach(number -> known("--partition", number, tables));
        Set<String> collections = new TreeSet<>(tables);
        partitions.values().forEach(place -> collections.add(place.collection()));
        binary.forEach(name -> known("--binary", name, collections));
        metrics.keySet().forEach(name -> known("--metric", name, collections));
    }

    /** @param places of the partitions, whose vectors are those of their collections */
    void checkNoPartition(Map<String, Place> places) {
        Set<String> named = new TreeSet<>(binary);
        named.addAll(metrics.keySet());
        for (String each : named) {
            Place place = places.get(each);
            if (place != null) {
                throw refused("--binary or --metric names " + each + ", which is taken for a partition of "
                        + place.collection() + "; name " + place.collection() + ", or say with --partition " + each
                        + "=COLLECTION/TAG where it belongs");
            }
        }
    }

    private static void known(String option, String name, Set<String> names) {
        if (!names.contains(name)) {
            throw refused(option + " names " + name + ", which has no folder with readable rows; those that have are "
                    + String.join(", ", new TreeSet<>(names)));
        }
    }

    private static Metric metric(String collection, String name) {
        try {
            return Metric.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw refused("--metric " + collection + "=" + name + " names no metric of Milvus 1.x; there are "
                    + String.join(
                            ", ", Arrays.stream(Metric.values()).map(Enum::name).toList()));
        }
    }

    private static Place place(String number, String text) {
        int slash = text.indexOf('/');
        Place place =
                slash < 0 ? new Place(text, number) : new Place(text.substring(0, slash), text.substring(slash + 1));
        if (place.collection().isEmpty()
                || place.tag().isBlank()
                || place.collection().equals(number)) {
            throw refused("--partition " + number + "=" + text + " does not say where it belongs; write " + number
                    + "=COLLECTION or " + number + "=COLLECTION/TAG");
        }
        return place;
    }

    static ProblemException refused(String sentence) {
        return new ProblemException(Problem.Kind.CONFIGURATION, sentence);
    }
}
