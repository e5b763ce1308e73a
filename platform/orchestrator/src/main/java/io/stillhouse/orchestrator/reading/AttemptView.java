package io.stillhouse.orchestrator.reading;

import io.stillhouse.v1.Attempt;
import java.util.Optional;

/**
 * An attempt as the store tells of it.
 *
 * @param number counted from 1
 * @param ended its record, once an orchestrator saw its end
 */
public record AttemptView(int number, Optional<Attempt> ended) {}
