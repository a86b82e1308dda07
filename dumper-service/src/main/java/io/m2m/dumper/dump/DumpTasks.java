package io.m2m.dumper.dump;

import io.m2m.common.message.DumpTask;
import io.m2m.common.message.Event;
import io.m2m.common.message.Progress;
import io.m2m.common.message.TaskHandler;
import io.m2m.common.staging.Documents;
import io.m2m.common.storage.ObjectStore;
import io.m2m.dumper.copies.CopySearch;
import java.io.IOException;
import java.nio.file.Path;

/** The dumper's answer to its tasks. */
public final class DumpTasks implements TaskHandler<DumpTask> {
    private final FindRepeatedIds find;
    private final DumpSegments dump;

    /**
     * @param documents those of {@code staging}
     * @param temporary folder for what does not fit into memory
     */
    public DumpTasks(
            SourceRoots roots, ObjectStore staging, Documents documents, DumpSettings settings, Path temporary) {
        this.find = new FindRepeatedIds(roots, documents, new CopySearch(temporary, CopySearch.IDS_AT_A_TIME));
        this.dump = new DumpSegments(roots, staging, documents, settings);
    }

    @Override
    public Event handle(DumpTask task, Progress progress) throws IOException {
        return switch (task) {
            case DumpTask.FindRepeatedIds collection -> find.find(collection, progress);
            case DumpTask.DumpSegments segments -> dump.dump(segments, progress);
        };
    }
}
