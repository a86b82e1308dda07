package io.m2m.common.json;

import io.m2m.common.staging.Documents;
import io.m2m.common.storage.ObjectWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;

/** JSON Lines: one document, one line feed. JSON text itself never holds a raw line feed. */
final class JsonLineWriter implements Documents.LineWriter {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ObjectWriter object;
    private final BufferedOutputStream buffered;
    private final JsonMapper mapper;
    private long position;
    private int lastBytes;

    JsonLineWriter(ObjectWriter object, JsonMapper mapper) {
        this.object = object;
        this.buffered = new BufferedOutputStream(object, BUFFER_BYTES);
        this.mapper = mapper;
    }

    @Override
    public long write(Object document) throws IOException {
        byte[] line = mapper.writeValueAsBytes(document);
        buffered.write(line);
        buffered.write('\n');
        long offset = position;
        position += line.length + 1L;
        lastBytes = line.length;
        return offset;
    }

    @Override
    public int lastBytes() {
        return lastBytes;
    }

    @Override
    public void commit() throws IOException {
        buffered.flush();
        object.commit();
    }

    @Override
    public void close() throws IOException {
        // Not the buffer: closing it would flush into an object that is being given up.
        object.close();
    }
}
