package io.stillhouse.architecture.seeded.model;

import io.stillhouse.architecture.seeded.artifacts.Storing;

record PlanThatStores(Storing storing) {}
