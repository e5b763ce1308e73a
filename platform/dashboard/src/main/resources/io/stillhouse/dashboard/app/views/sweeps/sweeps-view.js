// The sweeps: many runs of one definition, newest first.
import { h, useEffect } from '../../vendor/preact.js';
import { listSweeps, shortSweep } from '../../api/sweeps.js';
import { useAsync } from '../../live/async.js';
import { useNow } from '../../live/clock.js';
import { href } from '../../routing.js';
import { parts } from '../../text/name.js';
import { count } from '../../text/number.js';
import { ago, instant, moment } from '../../text/time.js';
import { Empty, ErrorMessage, Loading } from '../../ui/message.js';
import { Scroll } from '../../ui/scroll.js';

async function all(signal) {
  const sweeps = [];
  let token = '';
  do {
    const page = await listSweeps(token, signal);
    sweeps.push(...(page.sweeps ?? []));
    token = page.nextPageToken ?? '';
  } while (token);
  return sweeps;
}

export function SweepsView() {
  const now = useNow(30000);
  const answer = useAsync(all, []);
  useEffect(() => { document.title = 'Sweeps · Stillhouse'; }, []);
  return h('main', { id: 'main', class: 'page', tabIndex: -1 },
    h('div', { class: 'page-head' }, h('h1', null, 'Sweeps')),
    answer.error && h(ErrorMessage, { what: 'The sweeps cannot be listed.', error: answer.error }),
    !answer.data && answer.loading && h(Loading, { what: 'sweeps' }),
    answer.data?.length === 0 && h(Empty, { title: 'No sweeps yet' }, h('p', null, 'A sweep runs a definition for every combination of some parameters.'), h('pre', null, 'stillhouse sweep FILE')),
    answer.data?.length > 0 && h(Scroll, { label: 'Table of sweeps' }, h('table', { class: 'plain' },
      h('thead', null, h('tr', null, ['Sweep', 'Pipeline', 'Over', 'Averaged over', 'Runs', 'Created'].map((title) => h('th', { key: title, scope: 'col', class: title === 'Runs' ? 'numeric' : '' }, title)))),
      h('tbody', null, answer.data.map((sweep) => {
        const created = instant(sweep.createTime);
        return h('tr', { key: sweep.name },
          h('th', { scope: 'row' }, h('a', { href: href(['sweeps', shortSweep(sweep.name)]) }, shortSweep(sweep.name))),
          h('td', null, parts(sweep.pipeline).pipelines),
          h('td', { class: 'mono' }, (sweep.parameters ?? []).filter((name) => name !== sweep.seeds).join(', ') || '–'),
          h('td', { class: 'mono' }, sweep.seeds || '–'),
          h('td', { class: 'numeric' }, count(sweep.runCount ?? 0)),
          h('td', { title: moment(created) }, ago(created, now)));
      })))));
}
