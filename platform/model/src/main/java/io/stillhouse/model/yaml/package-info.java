/** YAML text to a tree of nodes with positions, within bounds that an attacker cannot leave. */
@NullMarked
package io.stillhouse.model.yaml;

import org.jspecify.annotations.NullMarked;
