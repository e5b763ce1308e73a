package io.stillhouse.model.component;

import io.stillhouse.model.artifact.ArtifactType;

/**
 * An output of a component.
 *
 * @param name its name
 * @param type the type of the artifact
 * @param description what it contains; possibly empty
 */
public record OutputDeclaration(String name, ArtifactType type, String description) {}
