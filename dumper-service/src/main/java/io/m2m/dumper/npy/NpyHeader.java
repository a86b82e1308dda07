package io.m2m.dumper.npy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The header of an {@code .npy} file of format 1.0, byte for byte as numpy writes it.
 *
 * <pre>
 * offset size
 * 0      6    93 4E 55 4D 50 59, "\x93NUMPY"
 * 6      2    01 00, version
 * 8      2    L, unsigned little-endian
 * 10     L    a Python dict in ASCII, blanks, a line feed; 10 + L is a multiple of 64
 * </pre>
 *
 * numpy leaves room for a first axis of 21 digits, then pads with 1 to 64 bytes, never with none; real servers died of headers in other forms.
 */
final class NpyHeader {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int PREFIX_BYTES = MAGIC.length + 2;
    private static final int ALIGNMENT = 64;
    private static final int FIRST_AXIS_DIGITS = 21;

    private NpyHeader() {}

    /**
     * @param dtype NumPy dtype, such as {@code <f4}
     * @param shape lengths of the axes, one or more
     */
    static byte[] of(String dtype, List<Long> shape) {
        String axes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String tuple = shape.size() == 1 ? "(" + axes + ",)" : "(" + axes + ")";
        String dict = "{'descr': '" + dtype + "', 'fortran_order': False, 'shape': " + tuple + ", }";
        int room = FIRST_AXIS_DIGITS - String.valueOf(shape.getFirst()).length();
        int least = PREFIX_BYTES + dict.length() + room + 1;
        int bytes = (least / ALIGNMENT + 1) * ALIGNMENT;
        String text = dict + " ".repeat(bytes - PREFIX_BYTES - dict.length() - 1) + "\n";
        byte[] header = new byte[bytes];
        System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
        header[MAGIC.length] = (byte) text.length();
        header[MAGIC.length + 1] = (byte) (text.length() >> 8);
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, header, PREFIX_BYTES, text.length());
        return header;
    }
}
