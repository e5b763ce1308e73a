/** The index of a store's runs: what lists, filters, sorts, compares and follows them. */
@NullMarked
package io.stillhouse.runstore;

import org.jspecify.annotations.NullMarked;
