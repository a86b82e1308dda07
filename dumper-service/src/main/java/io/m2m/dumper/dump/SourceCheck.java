package io.m2m.dumper.dump;

import io.m2m.common.model.SegmentSlice;
import io.m2m.common.model.SourceFile;
import io.m2m.common.storage.ObjectInfo;
import io.m2m.dumper.milvus1.DamagedFileException;
import io.m2m.dumper.milvus1.SegmentFile;
import java.io.IOException;

/** Sees to it that a segment's files are still those of the plan: a store that is written to cannot be moved. */
final class SourceCheck {
    private final SourceRoots roots;

    SourceCheck(SourceRoots roots) {
        this.roots = roots;
    }

    void beforeReading(SegmentSlice slice) throws DamagedFileException, IOException {
        unchanged(slice, "after the plan was made");
    }

    void afterReading(SegmentSlice slice) throws DamagedFileException, IOException {
        unchanged(slice, "while it was read");
    }

    private void unchanged(SegmentSlice slice, String moment) throws DamagedFileException, IOException {
        for (SourceFile planned : slice.files()) {
            SegmentFile file = roots.file(slice, planned);
            ObjectInfo now = file.root()
                    .stat(file.key())
                    .orElseThrow(() -> DamagedFileException.broken(file.key(), "the file is missing", null));
            if (now.bytes() != planned.bytes() || !now.modified().equals(planned.modified())) {
                throw new DamagedFileException(
                        file.key(),
                        "the file changed " + moment + ": expected " + planned.bytes() + " bytes of "
                                + planned.modified() + ", found " + now.bytes() + " bytes of " + now.modified()
                                + "; stop what writes to the 1.x store, then run the same command again");
            }
        }
    }
}
