package io.m2m.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "m2m",
        versionProvider = Version.class,
        description = "Moves a Milvus 1.x store to Milvus 2.x and proves that nothing was lost.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nStart here:%n",
        footer = {
            "  m2m demo                          see a migration on this machine",
            "  m2m plan --config migration.yaml  see what would be done"
        })
final class MainAction implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "show version and commit")
    private boolean version;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
