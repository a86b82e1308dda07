package io.m2m.common.schema;

import io.m2m.common.config.IndexChoice;
import io.m2m.common.model.CollectionPlan;
import io.m2m.common.model.Metric;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Chooses metric and index of a target collection.
 *
 * <p>Source of the tables: the limits measured on 2.2.16 and 2.3.5, {@code indexparamcheck} of later servers.
 */
public final class IndexMapping {
    private static final int MAX_NLIST = 65_536;
    private static final int DEFAULT_NLIST = 1_024;
    private static final int DEFAULT_M = 16;
    private static final int DEFAULT_EF_CONSTRUCTION = 200;
    /** A server refused a million, which is inside the range it tells. */
    private static final int MAX_EF = 100_000;

    private static final Set<String> BINARY_TYPES = Set.of("BIN_FLAT", "BIN_IVF_FLAT");
    /** Named by people who know 1.x, and not, or not always, known to 2.x. */
    private static final Set<String> MAPPED_TYPES = Set.of("IVF_SQ8H", "ANNOY", "NSG");

    private final int dim;
    private final ServerVersion version;
    private final List<String> notes = new ArrayList<>();

    private IndexMapping(int dim, ServerVersion version) {
        this.dim = dim;
        this.version = version;
    }

    /** The index that a planned collection gets. */
    public static TargetIndex of(CollectionPlan plan, IndexChoice choice, ServerVersion version) {
        return of(plan.vectorType(), plan.dim(), plan.metric(), plan.index(), choice, version);
    }

    /**
     * @param dim dimension of the collection; bits for binary vectors
     * @param choice what the configuration asks for
     * @param version of the server that gets the collection
     */
    public static TargetIndex of(
            VectorType vectorType,
            int dim,
            Metric metric,
            SourceIndex source,
            IndexChoice choice,
            ServerVersion version) {
        IndexMapping mapping = new IndexMapping(dim, version);
        String targetMetric = mapping.metric(metric);
        boolean binary = vectorType == VectorType.BINARY;
        TargetIndex index = switch (choice) {
            case IndexChoice.BruteForce none -> bruteForce(vectorType, targetMetric);
            case IndexChoice.Named named -> mapping.named(binary, metric, targetMetric, named, source);
            case IndexChoice.FromSource same -> mapping.mapped(binary, metric, targetMetric, source);
        };
        return new TargetIndex(index.type(), index.metric(), index.params(), mapping.notes);
    }

    private static TargetIndex bruteForce(VectorType vectorType, String metric) {
        return new TargetIndex(vectorType == VectorType.FLOAT ? "FLAT" : "BIN_FLAT", metric, Map.of(), List.of());
    }

    private String metric(Metric metric) {
        if (metric == Metric.TANIMOTO && !ServerFeature.TANIMOTO.on(version)) {
            notes.add("metric TANIMOTO does not exist on " + version
                    + "; JACCARD ranks the same, its distances are other numbers");
            return Metric.JACCARD.name();
        }
        return metric.name();
    }

    /** What the user asks for, with the parameters a server demands and the user left out. */
    private TargetIndex named(
            boolean binary, Metric metric, String targetMetric, IndexChoice.Named named, SourceIndex source) {
        if (binary != BINARY_TYPES.contains(named.type())) {
            notes.add("index " + named.type() + " does not take " + (binary ? "binary" : "float")
                    + " vectors; the index of the source is used instead");
            return mapped(binary, metric, targetMetric, source);
        }
        SourceIndex asked = new SourceIndex(named.type(), named.params());
        if (binary) {
            return binary(metric, targetMetric, asked);
        }
        String type = MAPPED_TYPES.contains(named.type()) ? floatType(named.type()) : named.type();
        Map<String, String> params = new TreeMap<>(named.params());
        params.putAll(params(type, asked));
        return new TargetIndex(type, targetMetric, params, List.of());
    }

    private TargetIndex mapped(boolean binary, Metric metric, String targetMetric, SourceIndex source) {
        if (binary) {
            return binary(metric, targetMetric, source);
        }
        String type = floatType(source.type());
        return new TargetIndex(type, targetMetric, params(type, source), List.of());
    }

    private Map<String, String> params(String type, SourceIndex source) {
        Map<String, String> params = new TreeMap<>();
        switch (type) {
            case "IVF_FLAT", "IVF_SQ8", "SCANN" -> params.put("nlist", nlist(source));
            case "IVF_PQ" -> {
                params.put("nlist", nlist(source));
                params.put("m", pqM(source));
                // Clients of 1.x name it since 0.10.6; servers took 8 before.
                params.put("nbits", source.params().containsKey("nbits") ? clamped(source, "nbits", 8, 1, 16) : "8");
            }
            case "HNSW" -> hnsw(source, params);
            case "ANNOY" -> params.put("n_trees", clamped(source, "n_trees", 8, 1, 1_024));
            default -> {}
        }
        return params;
    }

    private void hnsw(SourceIndex source, Map<String, String> params) {
        if (!source.type().equals("HNSW")) {
            // Another graph: its parameters say nothing about this one.
            params.put("M", String.valueOf(DEFAULT_M));
            params.put("efConstruction", String.valueOf(DEFAULT_EF_CONSTRUCTION));
            return;
        }
        boolean narrow = !ServerFeature.WIDE_HNSW.on(version);
        params.put("M", clamped(source, "M", DEFAULT_M, narrow ? 4 : 1, narrow ? 64 : 2_048));
        params.put(
                "efConstruction",
                clamped(source, "efConstruction", DEFAULT_EF_CONSTRUCTION, narrow ? 8 : 1, narrow ? 512 : MAX_EF));
    }

    private String floatType(String source) {
        String target = switch (source) {
            case "FLAT", "IVF_FLAT", "IVF_SQ8", "IVF_PQ", "HNSW" -> source;
            case "IVF_SQ8H" -> "IVF_SQ8";
            case "ANNOY" -> ServerFeature.ANNOY.on(version) ? "ANNOY" : "HNSW";
            case "NSG" -> "HNSW";
            default -> "FLAT";
        };
        if (!target.equals(source)) {
            notes.add("index " + source + " does not exist on " + version + "; it becomes " + target);
        }
        return target;
    }

    private TargetIndex binary(Metric metric, String targetMetric, SourceIndex source) {
        boolean structural = metric == Metric.SUBSTRUCTURE || metric == Metric.SUPERSTRUCTURE;
        boolean inverted = source.type().equals("BIN_IVF_FLAT") || source.type().equals("IVF_FLAT");
        if (inverted && !structural) {
            return new TargetIndex("BIN_IVF_FLAT", targetMetric, Map.of("nlist", nlist(source)), List.of());
        }
        if (inverted) {
            notes.add("metric " + metric + " works with index BIN_FLAT only; BIN_IVF_FLAT becomes BIN_FLAT");
        }
        return new TargetIndex("BIN_FLAT", targetMetric, Map.of(), List.of());
    }

    private String nlist(SourceIndex source) {
        return clamped(source, "nlist", DEFAULT_NLIST, 1, MAX_NLIST);
    }

    private String pqM(SourceIndex source) {
        int wanted = number(source, "m").filter(m -> m > 0).orElse(dim);
        int m = Math.min(wanted, dim);
        while (dim % m != 0) {
            m--;
        }
        if (m != wanted) {
            notes.add("m " + wanted + " of IVF_PQ does not divide dimension " + dim + "; it becomes " + m);
        }
        return String.valueOf(m);
    }

    private String clamped(SourceIndex source, String name, int otherwise, int least, int most) {
        Optional<Integer> known = number(source, name);
        int value = known.orElse(otherwise);
        int inside = Math.clamp(value, least, most);
        if (known.isEmpty()) {
            notes.add("index " + source.type() + " has no usable " + name + "; it becomes " + inside);
        } else if (inside != value) {
            notes.add(name + " " + value + " is outside " + least + " to " + most + "; it becomes " + inside);
        }
        return String.valueOf(inside);
    }

    private static Optional<Integer> number(SourceIndex source, String name) {
        try {
            return Optional.ofNullable(source.params().get(name)).map(Integer::valueOf);
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
