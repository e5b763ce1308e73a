package io.stillhouse.architecture.seeded.training;

record UtilisationOfMemory(double share) {}
