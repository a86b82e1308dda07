package io.m2m.standalone.process;

import io.m2m.standalone.cli.ConfigChoice;
import io.m2m.standalone.cli.Engine.MetadataSource;
import io.m2m.standalone.cli.ExportEnd;
import io.m2m.standalone.cli.PlanEnd;
import java.nio.file.Path;

/** What is done before anything runs: reading 1.x metadata and checking what can be checked. No broker, no services. */
public interface Preflight {
    PlanEnd plan(ConfigChoice choice);

    ExportEnd export(MetadataSource source, Path folder);
}
