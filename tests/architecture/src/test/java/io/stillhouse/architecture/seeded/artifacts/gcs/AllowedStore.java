package io.stillhouse.architecture.seeded.artifacts.gcs;

import com.google.cloud.storage.Storage;

record AllowedStore(Storage bucket) {}
