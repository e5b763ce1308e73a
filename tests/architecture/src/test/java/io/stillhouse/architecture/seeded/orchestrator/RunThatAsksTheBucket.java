package io.stillhouse.architecture.seeded.orchestrator;

import com.google.cloud.storage.Storage;

record RunThatAsksTheBucket(Storage bucket) {}
