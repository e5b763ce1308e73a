package io.stillhouse.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.stillhouse.model.component.Component;
import io.stillhouse.model.component.ComponentCatalog;
import io.stillhouse.model.component.ComponentParser;
import io.stillhouse.model.definition.DefinitionParser;
import io.stillhouse.model.parameter.ParameterDeclaration;
import io.stillhouse.model.problem.SourceText;
import io.stillhouse.model.value.BooleanValue;
import io.stillhouse.model.value.IntegerValue;
import io.stillhouse.model.value.ListValue;
import io.stillhouse.model.value.MapValue;
import io.stillhouse.model.value.NumberValue;
import io.stillhouse.model.value.TextValue;
import io.stillhouse.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/methods.md and docs/models.md say of components is what the components say. */
class MethodsPageTest {
  private static final Pattern FRAGMENT =
      Pattern.compile("^```yaml\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern TABLE =
      Pattern.compile(
          "^\\| Parameter of ([a-z-]+) \\|.*\\n\\|[:|-]+\\n((?:\\|.*\\n)+)", Pattern.MULTILINE);
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| ([^|]*) \\|.*$", Pattern.MULTILINE);
  private static final String HEADER =
      "apiVersion: stillhouse.io/v1\nkind: Pipeline\nmetadata: {name: fragment}\nsteps:\n";

  private ComponentCatalog catalog;
  private String page;

  @BeforeEach
  void read() throws IOException {
    List<Component> components = new ArrayList<>();
    for (Path file : ShippedFiles.components()) {
      components.add(new ComponentParser().parse(ShippedFiles.text(file)).orElseThrow());
    }
    catalog = ComponentCatalog.of(components);
    Path docs = ShippedFiles.repository().resolve("docs");
    page =
        Files.readString(docs.resolve("methods.md")) + Files.readString(docs.resolve("models.md"));
  }

  @Test
  void everyFragmentGivesComponentsParametersThatTheyHave() {
    assertThat(FRAGMENT.matcher(page).results().count()).isGreaterThan(10);
    assertThat(problems(page)).isEmpty();
  }

  @Test
  void aMisspeltParameterAndAnImpossibleValueOfAFragmentAreFound() {
    assertThat(problems(page.replace("dkdBeta: 8.0", "dkdBetta: 8.0")))
        .anySatisfy(problem -> assertThat(problem).contains("dkdBetta"));
    assertThat(problems(page.replace("softLoss: dkd", "softLoss: dke")))
        .anySatisfy(problem -> assertThat(problem).contains("softLoss"));
  }

  @Test
  void everyParameterOfATableExistsWithThatDefault() {
    int parameters = 0;
    Matcher table = TABLE.matcher(page);
    while (table.find()) {
      Component component = catalog.get(table.group(1));
      for (String line : table.group(2).lines().toList()) {
        Matcher row = ROW.matcher(line);
        assertThat(row.matches()).as(line).isTrue();
        ParameterDeclaration declared = component.parameters().get(row.group(1));
        assertThat(declared).as("%s of %s", row.group(1), component.name()).isNotNull();
        assertThat(defaultText(declared)).as(line).isEqualTo(row.group(2));
        parameters++;
      }
    }
    assertThat(parameters).isGreaterThan(20);
    assertThat(page.split("Parameter of ", -1))
        .hasSize((int) TABLE.matcher(page).results().count() + 1);
  }

  /**
   * What the parser says of the fragments' components and parameters; inputs are left out there.
   */
  private List<String> problems(String text) {
    return FRAGMENT
        .matcher(text)
        .results()
        .flatMap(fragment -> problemsOf(fragment.group(1)))
        .toList();
  }

  private Stream<String> problemsOf(String fragment) {
    return new DefinitionParser()
        .parse(new SourceText("methods.md", HEADER + fragment), catalog).problems().stream()
            .filter(problem -> !problem.message().contains(" needs the input '"))
            .map(Object::toString);
  }

  private static String defaultText(ParameterDeclaration declared) {
    return declared.defaultValue().map(MethodsPageTest::text).orElse("none");
  }

  private static String text(Value value) {
    if (value instanceof TextValue text) {
      return text.text();
    }
    if (value instanceof IntegerValue integer) {
      return Long.toString(integer.number());
    }
    if (value instanceof NumberValue number) {
      return number.number() == Math.rint(number.number())
          ? Long.toString((long) number.number())
          : Double.toString(number.number());
    }
    if (value instanceof BooleanValue truth) {
      return Boolean.toString(truth.truth());
    }
    if (value instanceof ListValue list) {
      return list.values().stream().map(MethodsPageTest::text).toList().toString();
    }
    return ((MapValue) value).entries().isEmpty() ? "{}" : value.toString();
  }
}
