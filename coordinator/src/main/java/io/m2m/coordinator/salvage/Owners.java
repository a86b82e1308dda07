package io.m2m.coordinator.salvage;

import io.m2m.coordinator.salvage.Corrections.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which collection each partition belongs to. Its folder is a number, the time it was made, and nothing else tells.
 *
 * @param places by number; a partition that is not there stands for itself
 */
record Owners(Map<String, Place> places, List<String> guesses) {
    static Owners of(Collection<FoundTable> tables, Corrections corrections) {
        Map<String, Place> places = new TreeMap<>();
        List<String> guesses = new ArrayList<>();
        for (FoundTable table : tables) {
            Place said = corrections.partitions().get(table.name());
            if (said != null) {
                check(table, said, tables, corrections);
                places.put(table.name(), said);
            } else if (table.partition()) {
                guess(table, tables, places, guesses);
            }
        }
        return new Owners(places, guesses);
    }

    private static void guess(
            FoundTable partition, Collection<FoundTable> tables, Map<String, Place> places, List<String> guesses) {
        String number = partition.name();
        List<String> candidates = tables.stream()
                .filter(each -> !each.partition() && each.rowBytes() == partition.rowBytes())
                .map(FoundTable::name)
                .toList();
        String correction = "; --partition " + number + "=COLLECTION/TAG corrects it";
        if (candidates.size() == 1) {
            places.put(number, new Place(candidates.getFirst(), number));
            guesses.add(number + " is guessed to be a partition of " + candidates.getFirst() + ", because its name is a"
                    + " number and no other collection here has vectors of " + partition.rowBytes()
                    + " bytes; its tag is lost, so its number is taken" + correction);
        } else {
            guesses.add(number + " is guessed to be a partition, because its name is a number, but of which collection"
                    + " cannot be told (vectors of " + partition.rowBytes() + " bytes: "
                    + (candidates.isEmpty() ? "no collection here" : String.join(", ", candidates))
                    + "), so it is kept as a collection of its own" + correction);
        }
    }

    private static void check(
            FoundTable partition, Place place, Collection<FoundTable> tables, Corrections corrections) {
        String option = "--partition " + partition.name() + "=" + place.collection();
        if (corrections.partitions().containsKey(place.collection())) {
            throw Corrections.refused(option + " names a partition as its collection; name the collection");
        }
        for (FoundTable other : tables) {
            Place same = corrections.partitions().get(other.name());
            boolean together = other.name().equals(place.collection())
                    || (same != null && same.collection().equals(place.collection()));
            if (together && other.rowBytes() != partition.rowBytes()) {
                throw Corrections.refused(option + " cannot be: the vectors of " + partition.name() + " have "
                        + partition.rowBytes() + " bytes, those of " + other.name() + " have " + other.rowBytes());
            }
        }
    }
}
