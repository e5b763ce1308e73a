package io.stillhouse.architecture.seeded.server;

import io.stillhouse.architecture.seeded.stepbeam.Following;

record ServerThatIsAPipeline(Following following) {}
