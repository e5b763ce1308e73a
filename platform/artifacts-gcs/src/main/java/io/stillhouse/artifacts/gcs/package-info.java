/**
 * The store in Google Cloud Storage. Nothing outside of this package knows the service's client.
 */
@NullMarked
package io.stillhouse.artifacts.gcs;

import org.jspecify.annotations.NullMarked;
