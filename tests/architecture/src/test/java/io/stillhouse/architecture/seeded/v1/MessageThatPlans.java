package io.stillhouse.architecture.seeded.v1;

import io.stillhouse.architecture.seeded.model.Planning;

record MessageThatPlans(Planning planning) {}
