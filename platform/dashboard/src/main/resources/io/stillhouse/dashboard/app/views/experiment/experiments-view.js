// The experiments that runs belong to.
import { h, useEffect } from '../../vendor/preact.js';
import { listExperiments } from '../../api/runs.js';
import { useAsync } from '../../live/async.js';
import { useNow } from '../../live/clock.js';
import { href } from '../../routing.js';
import { count, num } from '../../text/number.js';
import { STATES } from '../../text/state.js';
import { ago, instant, moment } from '../../text/time.js';
import { Empty, ErrorMessage, Loading } from '../../ui/message.js';
import { StateBadge } from '../../ui/state-badge.js';
import { Scroll } from '../../ui/scroll.js';

async function all(signal) {
  const experiments = [];
  let token = '';
  do {
    const page = await listExperiments(token, signal);
    experiments.push(...(page.experiments ?? []));
    token = page.nextPageToken ?? '';
  } while (token);
  return experiments;
}

export function StateCounts({ counts }) {
  const order = Object.keys(STATES);
  return h('span', { class: 'state-counts' }, [...(counts ?? [])].filter((one) => num(one.count ?? 0) > 0).sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)).map((one) => h('span', { key: one.state },
    h(StateBadge, { state: one.state, short: true }), count(num(one.count)))));
}

export function ExperimentsView() {
  const answer = useAsync(all, []);
  const now = useNow(30000);
  useEffect(() => { document.title = 'Experiments · Stillhouse'; }, []);
  return h('main', { id: 'main', class: 'page', tabIndex: -1 },
    h('div', { class: 'page-head' }, h('h1', null, 'Experiments')),
    answer.error && h(ErrorMessage, { what: 'The experiments cannot be listed.', error: answer.error }),
    !answer.data && answer.loading && h(Loading, { what: 'experiments' }),
    answer.data?.length === 0 && h(Empty, { title: 'No experiments yet' }, h('p', null, 'A run belongs to the experiment that its definition names.')),
    answer.data?.length > 0 && h(Scroll, { label: 'Table of experiments' }, h('table', { class: 'plain experiments' },
      h('thead', null, h('tr', null, ['Experiment', 'Runs', 'States', 'Newest', 'Pipelines'].map((title) => h('th', { key: title, scope: 'col', class: title === 'Runs' ? 'numeric' : '' }, title)))),
      h('tbody', null, answer.data.map((experiment) => {
        const name = experiment.name.replace('experiments/', '');
        const latest = instant(experiment.latestTime);
        return h('tr', { key: name },
          h('th', { scope: 'row' }, h('a', { href: href(['experiments', name]) }, name)),
          h('td', { class: 'numeric' }, count(num(experiment.runCount ?? 0))),
          h('td', null, h(StateCounts, { counts: experiment.stateCounts })),
          h('td', { title: moment(latest) }, ago(latest, now)),
          h('td', null, (experiment.pipelines ?? []).join(', ')));
      })))));
}
