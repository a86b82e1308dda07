package io.m2m.common.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Folders of the source that are not where the configuration says any more: a path below one is read below the other. Of several
 * that hold a path, the deepest counts.
 */
final class MovedFolders {
    private final Map<Path, Path> moved;
    private final List<Path> unused;

    MovedFolders(Map<Path, Path> moved) {
        this.moved = moved;
        this.unused = new ArrayList<>(moved.keySet());
    }

    /** Where a path is now. */
    Path now(Path named) {
        Path whole = whole(named);
        Optional<Path> folder = moved.keySet().stream()
                .filter(each -> whole.startsWith(whole(each)))
                .max(Comparator.comparingInt(each -> whole(each).getNameCount()));
        if (folder.isEmpty()) {
            return named;
        }
        unused.remove(folder.get());
        return moved.get(folder.get()).resolve(whole(folder.get()).relativize(whole));
    }

    /** Folders that hold nothing of what was asked for: whoever named them meant something else. */
    List<Path> unused() {
        return unused;
    }

    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
