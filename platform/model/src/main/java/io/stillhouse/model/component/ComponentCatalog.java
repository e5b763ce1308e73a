package io.stillhouse.model.component;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The components that a definition may name. */
public final class ComponentCatalog {
  private final Map<String, Component> components;

  private ComponentCatalog(Map<String, Component> components) {
    this.components = Collections.unmodifiableMap(components);
  }

  /**
   * Of these components.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public static ComponentCatalog of(Collection<Component> components) {
    Map<String, Component> byName = new LinkedHashMap<>();
    for (Component component : components) {
      if (byName.put(component.name(), component) != null) {
        throw new IllegalArgumentException(
            "two components are called '" + component.name() + "'; rename one of them");
      }
    }
    return new ComponentCatalog(byName);
  }

  /** The component of that name, if there is one. */
  public Optional<Component> find(String name) {
    return Optional.ofNullable(components.get(name));
  }

  /**
   * The component of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Component get(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("there is no component '" + name + "'"));
  }

  /** The names, in the order that the components were given. */
  public List<String> names() {
    return List.copyOf(components.keySet());
  }

  /** The components, in the order that they were given. */
  public List<Component> components() {
    return List.copyOf(components.values());
  }
}
