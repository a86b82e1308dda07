package io.m2m.common.model;

/**
 * Rows that this migration has on the target and whose segments are not as they were: what the source holds now would come to lie
 * beside them.
 *
 * @param collectionId of the collection on the target that holds them; one that was made since holds none
 * @param changes which segments, and what became of them, as part of a sentence
 */
public record OutdatedImport(String collectionId, String changes) {}
