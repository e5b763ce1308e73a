import { h } from '../../vendor/preact.js';
import { href } from '../../routing.js';
import { reasonPieces } from '../../text/event.js';
import { parts, runPath } from '../../text/name.js';

export const RunLink = ({ run }) => h('a', { class: 'mono', href: href(runPath(run)) }, parts(run).runs);

/** Why an event is in its state; runs in it are links. */
export function Reason({ reason }) {
  return reasonPieces(reason).map((piece, i) => (piece.run ? h(RunLink, { key: i, run: piece.run }) : piece.event ? h('span', { key: i, class: 'mono' }, `event ${piece.event}`) : piece));
}
