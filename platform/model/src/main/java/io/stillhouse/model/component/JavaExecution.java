package io.stillhouse.model.component;

/**
 * A Java program. Paths are relative to the component's file.
 *
 * @param mainClass the class with the main method
 * @param jar the jar that contains it
 * @param classpathFile a file with the paths of the other jars, separated by colons
 */
public record JavaExecution(String mainClass, String jar, String classpathFile)
    implements Execution {}
