package io.m2m.standalone.cli;

import java.util.function.BooleanSupplier;
import picocli.CommandLine;

/** The command tree. */
public final class Program {
    private Program() {}

    /** @param stopping whether the program was told to stop */
    public static CommandLine commandLine(
            Engine engine, Coordinator.Finder finder, Demo demo, Fleet fleet, Screen screen, BooleanSupplier stopping) {
        Failures failures = new Failures(stopping);
        CommandLine program = new CommandLine(new MainAction())
                .addSubcommand(new ExportAction(screen, engine))
                .addSubcommand(new PlanAction(screen, engine))
                .addSubcommand(new RunActions.Dump(screen, engine, finder))
                .addSubcommand(new RunActions.Load(screen, engine, finder))
                .addSubcommand(new RunActions.Verify(screen, engine, finder))
                .addSubcommand(new RunActions.Migrate(screen, engine, finder))
                .addSubcommand(new StatusAction(screen, finder))
                .addSubcommand(new VerbActions.Pause(screen, finder))
                .addSubcommand(new VerbActions.Resume(screen, finder))
                .addSubcommand(new VerbActions.Cancel(screen, finder))
                .addSubcommand(new VerbActions.Retry(screen, finder))
                .addSubcommand(new LimitsAction(screen, finder))
                .addSubcommand(new CleanAction(screen, engine))
                .addSubcommand(new ServeAction(screen, engine))
                .addSubcommand(new ServiceAction(screen, fleet))
                .addSubcommand(new DemoAction(screen, engine, finder, demo))
                .addSubcommand(new WarmUpAction(screen, engine, demo))
                .addSubcommand(new OldToolActions.ShowVersion(screen))
                .addSubcommand(new OldToolActions.Server())
                .setOut(screen.out())
                .setErr(screen.err())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setUsageHelpAutoWidth(true);
        program.getSubcommands().values().forEach(Program::shorten);
        return program;
    }

    /** The options are listed below; repeated in the first line they only hide it. */
    private static void shorten(CommandLine command) {
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
    }
}
