package io.stillhouse.server.trigger.webhook;

/**
 * A call whose sender is known.
 *
 * @param id what the sender calls it, for a person; possibly empty
 * @param known what it is known by: the same whenever the sender tells the same again, and nothing
 *     that whoever has seen the call could change
 * @param kind the kind of event, as the sender's header says; possibly empty
 */
record Delivery(String id, String known, String kind) {}
