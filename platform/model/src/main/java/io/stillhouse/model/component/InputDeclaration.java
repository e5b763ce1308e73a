package io.stillhouse.model.component;

import io.stillhouse.model.artifact.ArtifactType;

/**
 * An input of a component.
 *
 * @param name its name
 * @param type the type of its artifacts
 * @param cardinality how many it takes
 * @param description what it is for; possibly empty
 */
public record InputDeclaration(
    String name, ArtifactType type, Cardinality cardinality, String description) {}
