package io.m2m.standalone.cli;

import java.nio.file.Path;

/**
 * An exported {@code meta.json}.
 *
 * @param file that was written
 * @param text what had to be guessed, for people; empty when nothing was
 */
public record ExportEnd(Path file, String text) {}
