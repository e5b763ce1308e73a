package io.stillhouse.architecture.seeded.images;

import io.stillhouse.architecture.seeded.training.Learning;

record ImageThatLearns(Learning learning) {}
