package io.m2m.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "plan",
        description = "Checks everything that can be checked without writing and prints what would be done.")
final class PlanAction extends Action {
    private final Engine engine;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private ReportOption report = new ReportOption();

    PlanAction(Screen screen, Engine engine) {
        super(screen);
        this.engine = engine;
    }

    @Override
    int act() throws InterruptedException {
        report.check();
        PlanEnd plan = engine.plan(options.configChoice());
        screen.out().print(plan.text());
        screen.out().flush();
        report.write(plan.report());
        if (plan.obstacle().isPresent()) {
            screen.err().println("m2m: " + plan.obstacle().get().sentence());
            return plan.obstacle().get().kind().exitCode();
        }
        return plan.quarantined() ? ExitCode.DIFFERS : ExitCode.DONE;
    }
}
