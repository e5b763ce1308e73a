package io.stillhouse.protos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What changed between two surfaces.
 *
 * @param breaking what whoever was built on the old one stumbles over: something gone or different
 * @param additions what is new, which the old one passes over
 */
record ApiChange(List<String> breaking, List<String> additions) {

  static ApiChange between(ApiSurface released, ApiSurface current) {
    List<String> breaking = new ArrayList<>();
    List<String> additions = new ArrayList<>();
    for (Map.Entry<String, SortedMap<String, String>> type : released.types().entrySet()) {
      SortedMap<String, String> now = current.types().get(type.getKey());
      if (now == null) {
        breaking.add(type.getKey() + " is gone");
      } else {
        compareMembers(type.getKey(), type.getValue(), now, breaking, additions);
      }
    }
    for (String type : current.types().keySet()) {
      if (!released.types().containsKey(type)) {
        additions.add(type);
      }
    }
    return new ApiChange(breaking, additions);
  }

  private static void compareMembers(
      String type,
      Map<String, String> released,
      Map<String, String> current,
      List<String> breaking,
      List<String> additions) {
    released.forEach(
        (number, was) -> {
          String is = current.get(number);
          if (is == null) {
            breaking.add(type + ": " + number + " '" + was + "' is gone");
          } else if (!is.equals(was)) {
            breaking.add(type + ": " + number + " was '" + was + "' and is '" + is + "'");
          }
        });
    current.forEach(
        (number, is) -> {
          if (!released.containsKey(number)) {
            additions.add(type + ": " + number + " '" + is + "'");
          }
        });
  }
}
