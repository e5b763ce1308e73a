import { h } from '../../vendor/preact.js';
import { eventState } from '../../text/event.js';
import { Icon } from '../../ui/icon.js';

/** What became of an event. */
export function EventBadge({ event }) {
  const { word, mark } = eventState(event);
  return h('span', { class: `state state-${mark}` }, h(Icon, { name: mark }), word);
}

/** Whether a trigger works, and why not. */
export function TriggerBadge({ trigger }) {
  const [word, mark] = trigger.problem ? ['cannot work', 'failed'] : trigger.paused ? ['paused', 'canceled'] : ['active', 'succeeded'];
  return h('span', { class: `state state-${mark}` }, h(Icon, { name: mark }), word);
}
