package io.m2m.verifier.verify;

import io.m2m.verifier.verify.Target.Hit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Id 2^63-1, which no query returns: it is counted, and a search for its vector must find it. */
final class LastId {
    private static final int[] NEAREST = {100, 16_384};

    private final PartitionSides sides;
    private final RowTable table;

    LastId(PartitionSides sides, RowTable table) {
        this.sides = sides;
        this.table = table;
    }

    /** @return whether the target has it, as far as that can be seen; true when the table has no such id */
    boolean check() throws IOException {
        int head = table.head(Long.MAX_VALUE);
        if (head < 0) {
            return true;
        }
        if (sides.target().counts()
                && sides.target().count(sides.place(), new IdSet.Listed(List.of(Long.MAX_VALUE))) == 0) {
            return false;
        }
        for (int copy : table.copies(head).toArray()) {
            look(copy);
        }
        return true;
    }

    private void look(int copy) throws IOException {
        Optional<Hit> hit = search(sides.staged().vector(table, copy));
        String id = "id 9223372036854775807 in partition " + sides.tag();
        if (hit.isEmpty()) {
            sides.notes()
                    .add(id + " is returned by no query, and a search for its vector did not show it;"
                            + " it was checked by count only");
        } else if (sides.vectors() && sides.nearestIsSame() && hit.get().score() != 0) {
            sides.different(table, copy);
        } else {
            sides.notes().add(id + " is returned by no query; it was checked by count and by a search for its vector");
        }
    }

    private Optional<Hit> search(byte[] vector) {
        for (int nearest : NEAREST) {
            Optional<Hit> hit = sides.target().search(sides.place(), sides.vectorType(), vector, nearest).stream()
                    .filter(each -> each.id() == Long.MAX_VALUE)
                    .findFirst();
            if (hit.isPresent()) {
                return hit;
            }
        }
        return Optional.empty();
    }
}
