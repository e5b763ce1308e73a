/** What is said about runs: what is asked, who is told, what can be wrong, who is at work. */
@NullMarked
package io.stillhouse.orchestrator.run;

import org.jspecify.annotations.NullMarked;
