package io.m2m.verifier.staged;

import io.m2m.common.model.Manifest;
import io.m2m.common.model.Manifest.DumpedSegment;
import io.m2m.common.model.Manifest.StagedFile;
import io.m2m.common.staging.StagingLayout;
import java.util.Map;

/** The pair of files of one task, as its manifest describes them. Only for tasks with rows: others have no files. */
public record StagedTask(Manifest manifest) {
    public StagedTask {
        if (manifest.rows() == 0 || manifest.minId() == null || manifest.maxId() == null) {
            throw new IllegalArgumentException("task " + manifest.task() + " has no rows, so it has no files");
        }
    }

    public long rows() {
        return manifest.rows();
    }

    /** Whether it may hold an id from {@code first} to {@code last}. */
    public boolean reaches(long first, long last) {
        return minId() <= last && maxId() >= first;
    }

    public long minId() {
        return Long.parseLong(String.valueOf(manifest.minId()));
    }

    public long maxId() {
        return Long.parseLong(String.valueOf(manifest.maxId()));
    }

    /** The segment a row came from: rows stand in the order of the segments. */
    public String segmentOf(long row) {
        long end = 0;
        for (DumpedSegment segment : manifest.segments()) {
            end += segment.written();
            if (row < end) {
                return segment.segment();
            }
        }
        throw new IllegalArgumentException("task " + manifest.task() + " has no row " + row);
    }

    /** Key of the file of ids, the one of the two with one dimension. */
    String idKey() {
        return folder() + named(1).getKey();
    }

    String vectorKey() {
        return folder() + named(2).getKey();
    }

    StagedFile idFile() {
        return named(1).getValue();
    }

    StagedFile vectorFile() {
        return named(2).getValue();
    }

    private String folder() {
        return StagingLayout.taskFolder(manifest.collection(), manifest.partition(), manifest.task());
    }

    private Map.Entry<String, StagedFile> named(int dimensions) {
        return manifest.files().entrySet().stream()
                .filter(file -> file.getValue().shape().size() == dimensions)
                .findFirst()
                .orElseThrow(() -> StagedFiles.damaged(
                        folder() + "manifest.json", "it names no file of " + dimensions + " dimension(s)"));
    }
}
