package io.stillhouse.architecture.seeded.training;

record StringUtils() {}
