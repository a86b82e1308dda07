package io.m2m.loader.milvus2;

import io.m2m.loader.load.TargetCollection;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server's scan before an import says of a group of files: its rows, or why it cannot be imported. */
final class StandInFiles {
    private static final long MOST_BYTES = 16L << 30;
    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '([^']+)', 'fortran_order': (?:True|False), 'shape': \\((\\d+),(?: (\\d+))?\\), \\} *\n");

    private StandInFiles() {}

    /** A group that fails its job. */
    static final class Refused extends Exception {
        Refused(String why) {
            super(why);
        }
    }

    /** @param width values of a row, 1 for a column of single values */
    private record Header(String type, long rows, long width, boolean flat) {}

    static long rows(TargetCollection collection, List<String> files) throws Refused {
        Map<String, Path> byField = new HashMap<>();
        long bytes = 0;
        for (String file : files) {
            Path path = Path.of(file);
            byField.put(path.getFileName().toString().replace(".npy", ""), path);
            bytes += size(path);
        }
        if (bytes > MOST_BYTES) {
            throw new Refused("The import file size has reached the maximum limit allowed for importing, fileSize="
                    + bytes + ", maxSize=" + MOST_BYTES);
        }
        long rows = -1;
        for (TargetCollection.Field field : collection.fields()) {
            Path file = byField.get(field.name());
            if (file == null) {
                throw new Refused("no file for field: " + field.name());
            }
            Header header = header(file);
            requireForm(field, header);
            if (rows >= 0 && rows != header.rows()) {
                throw new Refused("imported rows are not aligned, field:" + field.name() + ", rows=" + header.rows()
                        + ", other rows=" + rows);
            }
            rows = header.rows();
        }
        return rows;
    }

    private static long size(Path file) throws Refused {
        try {
            return Files.size(file);
        } catch (NoSuchFileException missing) {
            throw new Refused(
                    "failed to get file size of '" + file + "', error:stat " + file + ": no such file or directory");
        } catch (IOException unreadable) {
            throw new Refused(unreadable.toString());
        }
    }

    private static void requireForm(TargetCollection.Field field, Header header) throws Refused {
        String wanted = switch (field.type()) {
            case "Int64" -> "<i8";
            case "FloatVector" -> "<f4";
            default -> "|u1";
        };
        long width = switch (field.type()) {
            case "Int64" -> 1;
            case "FloatVector" -> field.dim();
            default -> field.dim() / 8;
        };
        if (!header.type().equals(wanted)
                || header.width() != width
                || header.flat() != field.type().equals("Int64")) {
            throw new Refused(
                    "field " + field.name() + " wants " + wanted + " of width " + width + " and not " + header);
        }
    }

    private static Header header(Path file) throws Refused {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            byte[] start = in.readNBytes(10);
            if (start.length < 10 || start[0] != (byte) 0x93 || start[6] != 1) {
                throw new Refused("not a NumPy file of version 1: " + file);
            }
            int length = (start[8] & 0xff) | (start[9] & 0xff) << 8;
            String text = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
            Matcher matcher = HEADER.matcher(text);
            if (!matcher.matches()) {
                throw new Refused("npy: invalid dictionary format in " + file + ": " + text);
            }
            boolean flat = matcher.group(3) == null;
            Header header = new Header(
                    matcher.group(1),
                    Long.parseLong(matcher.group(2)),
                    flat ? 1 : Long.parseLong(matcher.group(3)),
                    flat);
            long item = header.type().charAt(2) - '0';
            if (Files.size(file) < 10 + length + header.rows() * header.width() * item) {
                throw new Refused("failed to read " + file + ", error: unexpected EOF");
            }
            return header;
        } catch (IOException unreadable) {
            throw new Refused(unreadable.toString());
        }
    }
}
