package io.stillhouse.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void keysKeepTheirOrderAndValuesTheirKinds() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", "a \"quoted\" <name>\n");
    value.put("count", 3L);
    value.put("share", 0.5);
    value.put("loss", Double.NaN);
    value.put("cached", true);
    value.put("items", List.of(1, 2));
    value.put("message", new Json.Literal("{\"state\": \"SUCCEEDED\"}"));

    StringWriter written = new StringWriter();
    PrintWriter out = new PrintWriter(written);
    Json.print(out, value);
    out.flush();

    assertThat(written.toString().strip())
        .isEqualTo(
            """
            {
              "name": "a \\"quoted\\" <name>\\n",
              "count": 3,
              "share": 0.5,
              "loss": "NaN",
              "cached": true,
              "items": [
                1,
                2
              ],
              "message": {
                "state": "SUCCEEDED"
              }
            }""");
  }
}
