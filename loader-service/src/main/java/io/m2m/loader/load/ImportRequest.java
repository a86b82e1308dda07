package io.m2m.loader.load;

import java.util.List;

/**
 * Files to import into one partition.
 *
 * @param groups one file per field each, as the server finds them
 * @param key the same whenever the same is asked for again
 */
public record ImportRequest(String collection, String partition, List<List<String>> groups, String key) {
    public ImportRequest {
        groups = groups.stream().map(List::copyOf).toList();
    }
}
