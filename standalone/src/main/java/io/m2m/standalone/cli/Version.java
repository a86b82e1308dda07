package io.m2m.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Version and commit, as the build noted them in {@code git.properties}. */
final class Version implements IVersionProvider {
    private static final String RESOURCE = "/git.properties";

    @Override
    public String[] getVersion() {
        Properties build = new Properties();
        try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
            if (resource != null) {
                build.load(resource);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String commit = build.getProperty("git.commit.id.abbrev", "unknown");
        String state = "true".equals(build.getProperty("git.dirty")) ? ", with changes" : "";
        return new String[] {
            "m2m " + build.getProperty("git.build.version", "unknown") + " (commit " + commit + state + ")"
        };
    }
}
