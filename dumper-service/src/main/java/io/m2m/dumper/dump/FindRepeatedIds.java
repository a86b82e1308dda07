package io.m2m.dumper.dump;

import io.m2m.common.message.DumpTask;
import io.m2m.common.message.Event.RepeatedIdsFound;
import io.m2m.common.message.Progress;
import io.m2m.common.model.DumpPlan;
import io.m2m.common.model.DuplicateIds;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.RepeatedIds;
import io.m2m.common.model.SegmentSlice;
import io.m2m.common.staging.Documents;
import io.m2m.common.staging.StagingLayout;
import io.m2m.dumper.copies.CopySearch;
import io.m2m.dumper.dump.LiveIds.UnreadableSegmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the rows of a collection that have a later copy, before any of it is dumped. A list of the same segments is found in
 * staging and left alone.
 */
final class FindRepeatedIds {
    private static final Logger log = LoggerFactory.getLogger(FindRepeatedIds.class);
    private static final int BASIS_BYTES = 8;
    /** The basis of no list. */
    private static final String NONE = "";

    private final SourceRoots roots;
    private final Documents documents;
    private final CopySearch copySearch;

    FindRepeatedIds(SourceRoots roots, Documents documents, CopySearch copySearch) {
        this.roots = roots;
        this.documents = documents;
        this.copySearch = copySearch;
    }

    /** @throws ProblemException DAMAGED when there are such ids and the policy is to fail */
    RepeatedIdsFound find(DumpTask.FindRepeatedIds task, Progress progress) throws IOException {
        Map<String, String> partitions = new HashMap<>();
        List<SegmentSlice> segments = segments(task.migration(), task.collection(), partitions);
        String basis = basis(segments);
        RepeatedIds found = documents
                .read(StagingLayout.repeatedIds(task.migration(), task.collection()), RepeatedIds.class)
                .filter(earlier -> earlier.basis().equals(basis))
                .orElse(null);
        if (found == null) {
            found = search(task, segments, partitions, progress);
        }
        log.atInfo()
                .addKeyValue("migration", task.migration())
                .addKeyValue("collection", task.collection())
                .addKeyValue("ids", found.ids())
                .addKeyValue("rows", found.rows())
                .log("repeated ids found");
        if (task.duplicateIds() == DuplicateIds.FAIL && found.ids() > 0) {
            throw new RepetitionRefusal(documents, task.migration(), task.collection()).of(found);
        }
        return new RepeatedIdsFound(task.ref(), found.ids(), found.rows());
    }

    /** Every segment once and whole, however the plan cuts it. */
    private List<SegmentSlice> segments(String migration, String collection, Map<String, String> partitions)
            throws IOException {
        List<SegmentSlice> segments = new ArrayList<>();
        try (Stream<DumpPlan> tasks = documents.readLines(StagingLayout.tasks(migration), DumpPlan.class)) {
            tasks.filter(task -> task.collection().equals(collection))
                    .forEach(task -> task.segments().stream()
                            .filter(slice -> partitions.put(slice.folder(), task.partition()) == null)
                            .map(slice -> slice.range(0, slice.segmentRows()))
                            .forEach(segments::add));
        }
        segments.sort(SegmentOrder.byNumber());
        return segments;
    }

    /** Of those that were looked at, as the plan saw their files: a list without a segment that could not be read is another. */
    private static String basis(List<SegmentSlice> segments) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
        for (SegmentSlice segment : segments) {
            String text = segment.folder() + " " + segment.segmentRows() + " " + segment.files() + "\n";
            sha256.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha256.digest(), 0, BASIS_BYTES);
    }

    private RepeatedIds search(
            DumpTask.FindRepeatedIds task, List<SegmentSlice> all, Map<String, String> partitions, Progress progress)
            throws IOException {
        List<SegmentSlice> readable = new ArrayList<>(all);
        while (true) {
            try {
                return list(task, readable, partitions, progress);
            } catch (UnreadableSegmentException unreadable) {
                log.atWarn()
                        .addKeyValue("collection", task.collection())
                        .addKeyValue("segment", unreadable.segment().segment())
                        .addKeyValue("reason", unreadable.getMessage())
                        .log("segment takes no part in the search for repeated ids");
                readable.remove(unreadable.segment());
            }
        }
    }

    /** The list first: the document beside it says that it is complete. */
    private RepeatedIds list(
            DumpTask.FindRepeatedIds task,
            List<SegmentSlice> segments,
            Map<String, String> partitions,
            Progress progress)
            throws IOException {
        String document = StagingLayout.repeatedIds(task.migration(), task.collection());
        // From here on the list may not be the one that an older document speaks of.
        documents.write(document, new RepeatedIds(NONE, 0, 0, List.of()));
        LiveIds ids = new LiveIds(roots, segments, progress);
        try (Documents.LineWriter lines =
                documents.writeLines(StagingLayout.copies(task.migration(), task.collection()))) {
            CopyList copies = new CopyList(lines, segments, partitions);
            CopySearch.Found found = copySearch.search(ids, ids.count(), copies);
            lines.commit();
            RepeatedIds repeated = new RepeatedIds(basis(segments), found.ids(), found.rows(), copies.listed());
            documents.write(document, repeated);
            return repeated;
        }
    }
}
