package io.m2m.standalone.cli;

import io.m2m.common.model.ProblemException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one sentence on standard error and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int INTERRUPTED = 130;

    private final BooleanSupplier stopping;

    /** @param stopping whether the program was told to stop: failures on the way out are no news */
    Failures(BooleanSupplier stopping) {
        this.stopping = stopping;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println("m2m: " + sentence(failure.getMessage()));
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        command.getErr().println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof InterruptedException || stopping.getAsBoolean()) {
            return INTERRUPTED;
        }
        if (command.getParseResult().hasMatchedOption("--verbose")) {
            failure.printStackTrace(command.getErr());
        }
        if (failure instanceof ProblemException known) {
            command.getErr().println("m2m: " + known.problem().sentence());
            return known.problem().kind().exitCode();
        }
        command.getErr()
                .println("m2m: unexpected failure in m2m itself: " + failure
                        + "; --verbose shows where, please report it");
        return ExitCode.DEFECT;
    }

    private static String sentence(String message) {
        String plain = message.replaceFirst("^Error: ", "");
        return plain.isEmpty() ? plain : Character.toLowerCase(plain.charAt(0)) + plain.substring(1);
    }
}
