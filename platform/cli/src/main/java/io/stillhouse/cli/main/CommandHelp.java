package io.stillhouse.cli.main;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lists the commands by what one wants to do instead of in one long column. */
final class CommandHelp {
  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("Definitions", List.of("run", "sweep", "validate", "plan", "components", "schema"));
    GROUPS.put(
        "Runs",
        List.of(
            "runs", "show", "logs", "report", "export", "diff", "resume", "retry", "cancel",
            "execute"));
    GROUPS.put("Releases", List.of("gate", "promote", "rollback", "promotions"));
    GROUPS.put("Store", List.of("pin", "unpin", "gc", "reindex"));
    GROUPS.put("Server", List.of("dashboard", "server", "token", "trigger"));
    GROUPS.put("Places", List.of("context", "doctor", "k8s"));
    GROUPS.put("Shell", List.of("completion"));
  }

  private CommandHelp() {}

  static void arrange(CommandLine root) {
    root.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
    root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandHelp::commands);
  }

  private static String commands(Help help) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, List<String>> group : GROUPS.entrySet()) {
      text.append(help.createHeading("%n" + group.getKey() + ":%n"));
      List<Help> members = new ArrayList<>();
      group.getValue().forEach(name -> members.add(member(help, name)));
      TextTable table =
          TextTable.forColumns(
              help.colorScheme(),
              new Column(14, 2, Overflow.SPAN),
              new Column(help.commandSpec().usageMessage().width() - 14, 0, Overflow.WRAP));
      for (Help member : members) {
        table.addRowValues(
            help.colorScheme().commandText(member.commandSpec().name()),
            help.colorScheme()
                .text(String.join(" ", member.commandSpec().usageMessage().header())));
      }
      text.append(table);
    }
    return text.toString();
  }

  private static Help member(Help help, String name) {
    Help member = help.subcommands().get(name);
    if (member == null) {
      throw new IllegalStateException("The help lists a command " + name + " that does not exist.");
    }
    return member;
  }
}
