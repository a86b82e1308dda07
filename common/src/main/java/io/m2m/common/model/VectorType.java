package io.m2m.common.model;

/** The two kinds of vectors Milvus 1.x stored, with the width of one stored row. */
public enum VectorType {
    /** {@code dim} little-endian IEEE 754 singles. */
    FLOAT("<f4"),
    /** {@code dim / 8} bytes, bits in the order the client sent them. */
    BINARY("|u1");

    private final String dtype;

    VectorType(String dtype) {
        this.dtype = dtype;
    }

    /** NumPy's dtype of one element of the vector's array. */
    public String dtype() {
        return dtype;
    }

    /** Bytes of one row as stored in {@code .rv} and {@code data.npy}. */
    public int rowBytes(int dim) {
        return this == FLOAT ? Math.multiplyExact(4, dim) : dim / 8;
    }

    /** Elements of one row of the NumPy array: {@code dim} floats, or {@code dim / 8} bytes. */
    public int rowElements(int dim) {
        return this == FLOAT ? dim : dim / 8;
    }
}
