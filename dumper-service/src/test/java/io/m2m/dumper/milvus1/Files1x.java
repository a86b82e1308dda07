package io.m2m.dumper.milvus1;

import io.m2m.common.storage.LocalObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Files of a segment, given as hex. */
final class Files1x {
    private final Path folder;

    Files1x(Path folder) {
        this.folder = folder;
    }

    /** @param hex bytes; blanks and bars are for the eye */
    SegmentFile file(String name, String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("[ |]", ""));
        Files.write(folder.resolve(name), bytes);
        return new SegmentFile(new LocalObjectStore(folder), name, bytes.length);
    }

    SegmentFile missing(String name) {
        return new SegmentFile(new LocalObjectStore(folder), name, 8);
    }
}
