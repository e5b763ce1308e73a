/**
 * Promotions: which run of an experiment bears an alias, such as champion, and which did before.
 */
@NullMarked
package io.stillhouse.release.promotion;

import org.jspecify.annotations.NullMarked;
