package io.m2m.coordinator.catalog;

import io.m2m.common.model.Metric;
import io.m2m.common.model.SourceIndex;
import io.m2m.common.model.VectorType;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
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
     * @param folders where its segments lie, live or not
     * @param suspects segments that were being written; see {@link SuspectSegment}
     * @param overwritten whether a row stands in the place of another: segments on disk may have none
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
            SourceFolders folders,
            List<SuspectSegment> suspects,
            boolean overwritten,
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

    /**
     * @param tables folders of the collection and its partitions, {@code <table_id>}
     * @param listed every folder that a row of the metadata refers to, {@code <table_id>/<segment_id>}
     */
    public record SourceFolders(List<String> tables, Set<String> listed) {
        public SourceFolders {
            tables = List.copyOf(tables);
            listed = Set.copyOf(listed);
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

    /**
     * A row of type NEW: a flush was under way, or a race overwrote the row of a segment whose folder is complete. Or a row of
     * a type that no server writes.
     *
     * @param tag of its partition
     * @param unknownType its type, if no server writes it
     */
    public record SuspectSegment(String segment, String folder, String tag, OptionalInt unknownType) {}
}
