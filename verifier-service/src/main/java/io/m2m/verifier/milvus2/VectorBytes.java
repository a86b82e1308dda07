package io.m2m.verifier.milvus2;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import io.m2m.common.model.VectorType;
import io.milvus.v2.service.vector.request.data.BaseVector;
import io.milvus.v2.service.vector.request.data.BinaryVec;
import io.milvus.v2.service.vector.request.data.FloatVec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vectors between the client's objects and the bytes 1.x stored: little-endian floats, or the bits as they are. */
final class VectorBytes {
    private VectorBytes() {}

    /**
     * @param value of the vector field, as a query returned it
     * @param row takes the bytes; its length is the expected width
     */
    static void copy(@Nullable Object value, byte[] row) {
        if (value instanceof List<?> floats && floats.size() * Float.BYTES == row.length) {
            ByteBuffer bytes = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
            for (Object number : floats) {
                bytes.putInt(Float.floatToRawIntBits((Float) number));
            }
        } else if (value instanceof ByteBuffer bits && bits.limit() == row.length) {
            // The client hands the buffer out with its position at the end.
            bits.duplicate().rewind().get(row);
        } else {
            throw unexpected(value, row.length);
        }
    }

    static BaseVector vector(VectorType type, byte[] row) {
        if (type == VectorType.BINARY) {
            return new BinaryVec(ByteBuffer.wrap(row));
        }
        ByteBuffer bytes = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
        List<Float> floats = new ArrayList<>(row.length / Float.BYTES);
        while (bytes.hasRemaining()) {
            floats.add(bytes.getFloat());
        }
        return new FloatVec(floats);
    }

    private static ProblemException unexpected(@Nullable Object value, int rowBytes) {
        String found = value == null ? "nothing" : value.getClass().getSimpleName();
        return new ProblemException(
                Problem.Kind.TARGET,
                "the target returned " + found + " for a vector that should have " + rowBytes + " bytes");
    }
}
