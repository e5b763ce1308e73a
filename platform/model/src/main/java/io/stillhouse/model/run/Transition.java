package io.stillhouse.model.run;

/**
 * One row of a state machine's table.
 *
 * @param <S> the states
 * @param <E> the events
 * @param from the state before
 * @param event what happens
 * @param to the state after
 */
public record Transition<S, E>(S from, E event, S to) {}
