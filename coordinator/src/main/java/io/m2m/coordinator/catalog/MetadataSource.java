package io.m2m.coordinator.catalog;

/** Where the metadata of a 1.x store comes from. */
public interface MetadataSource {
    /** @throws io.m2m.common.model.ProblemException when it cannot be read, with the sentence for the user */
    Metadata read();
}
