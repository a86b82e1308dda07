package io.m2m.verifier.verify;

import java.util.Arrays;

/** The nearest rows of those that were offered, the copies of a repeated id counted as one. */
final class Nearest {
    private final long[] ids;
    private final double[] distances;
    private final double[] tolerances;
    private int size;

    /** @param k how many are kept */
    Nearest(int k) {
        ids = new long[k];
        distances = new double[k];
        tolerances = new double[k];
    }

    /** Whether a row so far away is among the nearest yet. */
    boolean takes(double distance) {
        return distance != Double.POSITIVE_INFINITY && (size < ids.length || distance < distances[size - 1]);
    }

    /** @param distance one that it takes */
    void offer(long id, double distance, double tolerance) {
        int copy = place(id);
        if (copy < size && distances[copy] <= distance) {
            return;
        }
        if (copy < size) {
            close(copy);
        }
        int found = Arrays.binarySearch(distances, 0, size, distance);
        int place = found >= 0 ? found : -found - 1;
        open(place);
        ids[place] = id;
        distances[place] = distance;
        tolerances[place] = tolerance;
    }

    private int place(long id) {
        int place = 0;
        while (place < size && ids[place] != id) {
            place++;
        }
        return place;
    }

    private void close(int place) {
        shift(place + 1, place, size - place - 1);
        size--;
    }

    /** Makes room; the farthest falls out when there is none. */
    private void open(int place) {
        if (size < ids.length) {
            size++;
        }
        shift(place, place + 1, size - place - 1);
    }

    private void shift(int from, int to, int count) {
        System.arraycopy(ids, from, ids, to, count);
        System.arraycopy(distances, from, distances, to, count);
        System.arraycopy(tolerances, from, tolerances, to, count);
    }

    int size() {
        return size;
    }

    /** Up to here a row is as near as the one of this place, the nearest being 1; what floats cannot tell apart is. */
    double reach(int place) {
        return distances[place - 1] + tolerances[place - 1];
    }
}
