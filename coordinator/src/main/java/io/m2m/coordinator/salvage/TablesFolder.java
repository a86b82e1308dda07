package io.m2m.coordinator.salvage;

import io.m2m.common.model.Problem;
import io.m2m.common.model.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A server's {@code tables} folder, {@code <table>/<segment>/}.
 *
 * @param segments by table, oldest first: their ids are times
 * @param leftOut sentences about what is no readable segment
 */
record TablesFolder(SortedMap<String, List<SegmentFiles>> segments, List<String> leftOut) {
    /** Ids are numbers of at most 19 digits, compared without reading them as such. */
    private static final Comparator<SegmentFiles> BY_AGE = Comparator.<SegmentFiles>comparingInt(
                    each -> each.segment().length())
            .thenComparing(SegmentFiles::segment);

    static TablesFolder read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw refused(folder + ", which --tables names, does not exist or is no folder");
        }
        TablesFolder found = new TablesFolder(new TreeMap<>(), new ArrayList<>());
        try {
            for (Path table : children(folder)) {
                found.table(table);
            }
        } catch (IOException failure) {
            throw refused(folder + ", which --tables names, cannot be read (" + failure + ")");
        }
        if (found.segments.isEmpty()) {
            throw refused(folder + ", which --tables names, holds no segment, <collection>/<segment>/<segment>.rv;"
                    + " name the folder tables in the data folder of the 1.x server"
                    + (found.leftOut.isEmpty() ? "" : ". What is there: " + String.join("; ", found.leftOut)));
        }
        return found;
    }

    private void table(Path table) {
        String name = SegmentFiles.name(table);
        if (!Files.isDirectory(table)) {
            leftOut.add(name + " is left out: it is no folder");
            return;
        }
        List<SegmentFiles> readable = new ArrayList<>();
        try {
            List<Path> folders = children(table);
            for (Path each : folders) {
                segment(name, each, readable);
            }
            if (folders.isEmpty()) {
                leftOut.add(name + " is left out: its folder is empty, so nothing tells its dimension");
            }
        } catch (IOException failure) {
            leftOut.add(name + " is left out: its folder cannot be read (" + failure + ")");
        }
        if (!readable.isEmpty()) {
            readable.sort(BY_AGE);
            segments.put(name, readable);
        }
    }

    private void segment(String table, Path folder, List<SegmentFiles> readable) {
        String name = table + "/" + SegmentFiles.name(folder);
        if (!Files.isDirectory(folder)) {
            leftOut.add(name + " is left out: it is no folder");
            return;
        }
        try {
            readable.add(SegmentFiles.read(folder));
        } catch (UnfitFolderException unfit) {
            leftOut.add(name + " is left out: it " + unfit.getMessage());
        } catch (IOException failure) {
            leftOut.add(name + " is left out: it cannot be read (" + failure + ")");
        }
    }

    /** What lies in a folder, by name. */
    static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static ProblemException refused(String sentence) {
        return new ProblemException(Problem.Kind.CONFIGURATION, sentence);
    }
}
