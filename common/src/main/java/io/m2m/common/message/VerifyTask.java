package io.m2m.common.message;

/** Work of the verifiers. Evidence goes to staging; events only say that it is there. */
public sealed interface VerifyTask extends TaskMessage {
    Level level();

    /** Compare schema, partitions, index and counts; cut the ids into ranges for the levels that read rows. */
    record InspectCollection(TaskRef ref, String collection, Level level) implements VerifyTask {}

    /** Read one range of ids back and compare. */
    record CompareRange(TaskRef ref, String collection, int range, Level level) implements VerifyTask {}

    /** Have the target search for the vectors of one block of the sample, and compare with computed distances. */
    record SearchVectors(TaskRef ref, String collection, int block, Level level) implements VerifyTask {}

    /** Add up the evidence, locate differences, write the collection's part of the report. */
    record ConcludeCollection(TaskRef ref, String collection, int ranges, Level level) implements VerifyTask {}
}
