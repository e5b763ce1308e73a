/** Stores a teacher's logits over augmented views: a Beam pipeline over ranges of shards. */
package io.stillhouse.steps.softlabelextraction;
