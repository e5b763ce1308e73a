package io.stillhouse.cli.main;

import io.stillhouse.cli.CliEnvironment;
import io.stillhouse.cli.command.CancelCommand;
import io.stillhouse.cli.command.CompletionCommand;
import io.stillhouse.cli.command.ComponentsCommand;
import io.stillhouse.cli.command.ContextCommand;
import io.stillhouse.cli.command.DashboardCommand;
import io.stillhouse.cli.command.DiffCommand;
import io.stillhouse.cli.command.DoctorCommand;
import io.stillhouse.cli.command.ExecuteCommand;
import io.stillhouse.cli.command.ExportCommand;
import io.stillhouse.cli.command.GateCommand;
import io.stillhouse.cli.command.GcCommand;
import io.stillhouse.cli.command.K8sCommand;
import io.stillhouse.cli.command.LogsCommand;
import io.stillhouse.cli.command.PinCommand;
import io.stillhouse.cli.command.PlanCommand;
import io.stillhouse.cli.command.PromoteCommand;
import io.stillhouse.cli.command.PromotionsCommand;
import io.stillhouse.cli.command.ReindexCommand;
import io.stillhouse.cli.command.ReportCommand;
import io.stillhouse.cli.command.ResumeCommand;
import io.stillhouse.cli.command.RetryCommand;
import io.stillhouse.cli.command.RollbackCommand;
import io.stillhouse.cli.command.RootCommand;
import io.stillhouse.cli.command.RunCommand;
import io.stillhouse.cli.command.RunsCommand;
import io.stillhouse.cli.command.SchemaCommand;
import io.stillhouse.cli.command.ServerCommand;
import io.stillhouse.cli.command.ShowCommand;
import io.stillhouse.cli.command.SweepCommand;
import io.stillhouse.cli.command.TokenCommand;
import io.stillhouse.cli.command.TriggerCommand;
import io.stillhouse.cli.command.UnpinCommand;
import io.stillhouse.cli.command.ValidateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Puts the commands together. */
public final class StillhouseCli {
  private StillhouseCli() {}

  /**
   * The whole command line, ready to execute arguments; what it prints goes to the environment's
   * writers.
   */
  public static CommandLine commandLine(CliEnvironment environment) {
    CommandLine root = new CommandLine(new RootCommand());
    root.addSubcommand(new RunCommand(environment))
        .addSubcommand(SweepCommand.of(environment))
        .addSubcommand(new ValidateCommand(environment))
        .addSubcommand(new PlanCommand(environment))
        .addSubcommand(new ComponentsCommand(environment))
        .addSubcommand(new SchemaCommand(environment))
        .addSubcommand(new RunsCommand(environment))
        .addSubcommand(new ShowCommand(environment))
        .addSubcommand(new LogsCommand(environment))
        .addSubcommand(new ReportCommand(environment))
        .addSubcommand(new ExportCommand(environment))
        .addSubcommand(new DiffCommand(environment))
        .addSubcommand(new ResumeCommand(environment))
        .addSubcommand(new RetryCommand(environment))
        .addSubcommand(new CancelCommand(environment))
        .addSubcommand(new ExecuteCommand(environment))
        .addSubcommand(new GateCommand(environment))
        .addSubcommand(new PromoteCommand(environment))
        .addSubcommand(new RollbackCommand(environment))
        .addSubcommand(new PromotionsCommand(environment))
        .addSubcommand(new PinCommand(environment))
        .addSubcommand(new UnpinCommand(environment))
        .addSubcommand(new GcCommand(environment))
        .addSubcommand(new DashboardCommand(environment))
        .addSubcommand(new ServerCommand(environment))
        .addSubcommand(new ReindexCommand(environment))
        .addSubcommand(TokenCommand.of(environment))
        .addSubcommand(TriggerCommand.of(environment))
        .addSubcommand(new ContextCommand(environment))
        .addSubcommand(new DoctorCommand(environment))
        .addSubcommand(K8sCommand.of(environment))
        .addSubcommand(new CompletionCommand(environment));
    ErrorPrinter errors = new ErrorPrinter(environment);
    root.setOut(environment.out());
    root.setErr(environment.err());
    root.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            environment.terminal().outStyle().coloured() ? Ansi.ON : Ansi.OFF));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setParameterExceptionHandler(errors);
    root.setExecutionExceptionHandler(errors);
    root.setExitCodeExceptionMapper(errors);
    CommandHelp.arrange(root);
    return root;
  }
}
