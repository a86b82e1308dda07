package io.m2m.coordinator.catalog;

import io.m2m.common.model.Metric;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live collections of a 1.x store.
 *
 * @param notes what the metadata holds besides: orphans, unknown states
 */
public record Catalog(List<SourceCollection> collections, List<String> notes) {
    public Catalog {
        collections = List.copyOf(collections);
        notes = List.copyOf(notes);
    }

    /**
     * @param dim dimension; bits for binary vectors
     * @param partitions {@code _default} first
     * @param suspects raw segments whose metadata contradicts itself or that were being written; see {@link SuspectSegment}
     * @param refusal why the collection cannot be migrated at all, in one sentence
     * @param shortfall what of its data will not be migrated, in one sentence
     * @param countedRows what the server's own count said
     */
    public record SourceCollection(
            String name,
            VectorType vectorType,
            int dim,
            Metric metric,
            SourceIndex index,
            List<SourcePartition> partitions,
            List<SuspectSegment> suspects,
            @Nullable String refusal,
            @Nullable String shortfall,
            long countedRows,
            List<String> notes) {
        public SourceCollection {
            partitions = List.copyOf(partitions);
            suspects = List.copyOf(suspects);
            notes = List.copyOf(notes);
        }
    }

    /** @param tag {@code _default} for the collection's own rows */
    public record SourcePartition(String tag, List<SourceSegment> segments) {
        public SourcePartition {
            segments = List.copyOf(segments);
        }
    }

    /**
     * @param folder key of its folder inside a data root, {@code <table_id>/<segment_id>}
     * @param rows by metadata
     * @param fileSize payload bytes of vectors and ids by metadata; -1 when only an INDEX row is left
     */
    public record SourceSegment(String segment, String folder, long rows, long fileSize) {}

    /** A row of type NEW: a flush was under way, or a race overwrote the row of a segment whose folder is complete. */
    public record SuspectSegment(String segment, String folder) {}
}
