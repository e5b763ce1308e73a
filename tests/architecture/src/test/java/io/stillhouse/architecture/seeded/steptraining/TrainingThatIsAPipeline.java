package io.stillhouse.architecture.seeded.steptraining;

import io.stillhouse.architecture.seeded.stepbeam.Following;

record TrainingThatIsAPipeline(Following following) {}
