package io.m2m.coordinator.salvage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One folder of {@code tables} with the segments that belong together.
 *
 * @param rowBytes of one vector
 * @param segments those of this width and those without rows, oldest first
 */
record FoundTable(String name, long rowBytes, List<SegmentFiles> segments, Leftovers leftovers) {
    private static final int SHOWN_PAIRS = 3;

    /**
     * The newest rows tell the width: a name that was dropped and made again has the old segments in its folder for a while.
     *
     * @param remarks told what is left out, and why
     */
    static Optional<FoundTable> of(String name, List<SegmentFiles> segments, List<String> remarks) throws IOException {
        Optional<SegmentFiles> newest =
                segments.stream().filter(each -> each.rows() > 0).reduce((older, newer) -> newer);
        if (newest.isEmpty()) {
            remarks.add(name + " is left out: its segments hold no row, so nothing tells its dimension");
            return Optional.empty();
        }
        long rowBytes = newest.get().rowBytes();
        List<SegmentFiles> kept = new ArrayList<>();
        for (SegmentFiles each : segments) {
            if (each.rows() == 0 || each.rowBytes() == rowBytes) {
                kept.add(each);
            } else {
                remarks.add(name + "/" + each.segment() + " is left out: its vectors have " + each.rowBytes()
                        + " bytes, those of the newest segment " + newest.get().segment() + " have " + rowBytes
                        + "; it may be from an older collection of that name; to have it too, copy it into a folder of"
                        + " another name beside this one and salvage again");
            }
        }
        List<SegmentFiles> withRows =
                kept.stream().filter(each -> each.rows() > 0).toList();
        return Optional.of(new FoundTable(name, rowBytes, kept, Leftovers.among(withRows)));
    }

    /** The first rule of 1.x on names: a collection's does not begin with a digit, a partition's folder is a number. */
    boolean partition() {
        return name.matches("\\d+");
    }

    SegmentFiles newestWithRows() {
        return segments.stream()
                .filter(each -> each.rows() > 0)
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    boolean leftOver(SegmentFiles segment) {
        return leftovers.replacement(segment).isPresent();
    }

    long leftOverCount() {
        return segments.stream().filter(this::leftOver).count();
    }

    long liveRows() {
        return segments.stream()
                .filter(each -> !leftOver(each))
                .mapToLong(SegmentFiles::live)
                .sum();
    }

    TreeSet<String> attributes() {
        TreeSet<String> attributes = new TreeSet<>();
        segments.forEach(each -> attributes.addAll(each.attributes()));
        return attributes;
    }

    /** What was guessed of its segments. */
    List<String> guesses() {
        List<String> guesses = new ArrayList<>();
        for (SegmentFiles each : segments) {
            leftovers
                    .replacement(each)
                    .ifPresent(newer -> guesses.add(name + "/" + each.segment()
                            + " is guessed to be left over from a merge and is left out, because each of its "
                            + each.live()
                            + " live rows, id and bytes, is in the newer " + newer.segment()
                            + "; if the same rows were inserted twice, set \"fileType\" of its line among \"files\" in"
                            + " meta.json from 4 to 1"));
        }
        List<Leftovers.Pair> shared = leftovers.shared();
        if (!shared.isEmpty()) {
            List<String> shown = shared.stream()
                    .limit(SHOWN_PAIRS)
                    .map(pair -> pair.older().segment() + " and " + pair.newer().segment())
                    .toList();
            guesses.add(
                    name + ": all segments are guessed to be live although some have ids in common (" + shared.size()
                            + " pairs: " + String.join(", ", shown) + (shared.size() > SHOWN_PAIRS ? ", ..." : "")
                            + "), because none holds all rows of the other; to leave one out, set \"fileType\" of its line among"
                            + " \"files\" in meta.json from 1 to 4");
        }
        for (SegmentFiles each : leftovers.unsearched()) {
            guesses.add(
                    name + ": segments older than " + each.segment() + " are guessed to be live without being compared"
                            + " with it, because it has more than " + Leftovers.MOST_ROWS
                            + " rows; if they were merged into it,"
                            + " set \"fileType\" of their lines among \"files\" in meta.json from 1 to 4");
        }
        return guesses;
    }
}
