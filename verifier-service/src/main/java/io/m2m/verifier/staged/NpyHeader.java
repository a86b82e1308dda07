package io.m2m.verifier.staged;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy 1.0 file as the dumper writes it.
 *
 * <pre>
 * 0  6  \x93NUMPY
 * 6  2  version 1, 0
 * 8  2  length of the text, little endian
 * 10    {'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 8), } padded with blanks, line feed
 * </pre>
 *
 * @param bytes length of the whole header: where the first row starts
 */
record NpyHeader(String dtype, List<Long> shape, int bytes) {
    private static final int PREFIX_BYTES = 10;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final Pattern TEXT =
            Pattern.compile("\\{'descr': '([^']+)', 'fortran_order': False, 'shape': \\(([0-9, ]+)\\), } *\n");

    NpyHeader {
        shape = List.copyOf(shape);
    }

    /** @return empty when the stream does not start with such a header */
    static Optional<NpyHeader> read(InputStream in) throws IOException {
        byte[] prefix = in.readNBytes(PREFIX_BYTES);
        if (prefix.length < PREFIX_BYTES || !Arrays.equals(prefix, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return Optional.empty();
        }
        int textBytes = (prefix[8] & 0xff) | (prefix[9] & 0xff) << 8;
        String text = new String(in.readNBytes(textBytes), StandardCharsets.ISO_8859_1);
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new NpyHeader(matcher.group(1), shape(matcher.group(2)), PREFIX_BYTES + textBytes));
    }

    private static List<Long> shape(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .map(Long::valueOf)
                .toList();
    }
}
