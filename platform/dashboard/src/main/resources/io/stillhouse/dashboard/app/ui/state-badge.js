import { h } from '../vendor/preact.js';
import { stateMark, stateWord } from '../text/state.js';
import { Icon } from './icon.js';

/** A state: its mark has a shape of its own, so that colour is never all that tells it. */
export function StateBadge({ state, cached = false, short = false }) {
  const word = stateWord(state, cached);
  const mark = stateMark(state, cached);
  return h('span', { class: `state state-${mark}`, title: short ? word : undefined },
    h(Icon, { name: mark }), h('span', { class: short ? 'hidden-text' : '' }, word));
}
