package io.m2m.dumper.dump;

/**
 * How dumps are made, the same for every task.
 *
 * @param idFile name of the file of ids in a task's folder
 * @param vectorFile name of the file of vectors
 * @param readBytes bytes of vectors in memory at a time
 * @param writeBytes bytes given to staging at a time
 * @param skipInvalid whether rows with NaN or infinity are left out; else their segment is quarantined
 */
public record DumpSettings(String idFile, String vectorFile, int readBytes, int writeBytes, boolean skipInvalid) {}
