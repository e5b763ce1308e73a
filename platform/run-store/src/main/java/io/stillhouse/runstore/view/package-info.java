/** What the index answers with. */
@NullMarked
package io.stillhouse.runstore.view;

import org.jspecify.annotations.NullMarked;
