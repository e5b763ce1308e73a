// The best run of an experiment, and whether the newest ones would take its place.
import { h } from '../../vendor/preact.js';
import { compareRuns } from '../../api/runs.js';
import { useAsync } from '../../live/async.js';
import { href } from '../../routing.js';
import { metricText } from '../../text/metric.js';
import { num, signed } from '../../text/number.js';
import { runPath, runTitle } from '../../text/name.js';
import { ErrorMessage } from '../../ui/message.js';
import { VerdictBadge } from '../compare/verdicts.js';
import { runsText } from '../compare/run-set.js';
import { Scroll } from '../../ui/scroll.js';

function differenceText(metric, value) {
  return /(ccuracy|gapRecovered)$/.test(metric) ? `${signed(value * 100, 2)} points` : signed(value, 4);
}

export function Champion({ champion, challengers, metric }) {
  const runs = [champion, ...challengers];
  const answer = useAsync((signal) => (challengers.length ? compareRuns({ runs: runs.map((run) => run.name), readMask: 'seedGroups,verdicts' }, signal) : Promise.resolve(null)), [runs.map((run) => run.name).join()]);
  const groups = answer.data?.seedGroups ?? [];
  const groupOf = (name) => groups.findIndex((group) => group.runs?.includes(name));
  const value = (run) => metricText(metric, num(run.cells?.[0]?.number));
  return h('div', { class: 'stack' },
    h('p', { class: 'champion' }, h('a', { href: href(runPath(champion.name)) }, runTitle(champion)), h('span', { class: 'value' }, value(champion)), h('span', { class: 'soft' }, metric)),
    answer.error && h(ErrorMessage, { what: 'The newest runs cannot be held against it.', error: answer.error }),
    challengers.length === 0
      ? h('p', { class: 'soft' }, 'No newer run has the figure.')
      : h(Scroll, { label: 'Newer runs' }, h('table', { class: 'plain figures' },
        h('thead', null, h('tr', null, ['Newer run', metric, 'Against the best', 'Verdict'].map((title, i) => h('th', { key: title, scope: 'col', class: i === 1 ? 'numeric' : '' }, title)))),
        h('tbody', null, challengers.map((run) => {
          const group = groupOf(run.name);
          const verdict = (answer.data?.verdicts ?? []).find((one) => num(one.group ?? 0) === group && one.metric === metric);
          const same = group >= 0 && group === groupOf(champion.name);
          return h('tr', { key: run.name },
            h('th', { scope: 'row' }, h('a', { href: href(runPath(run.name)) }, runTitle(run))), h('td', { class: 'numeric' }, value(run)),
            h('td', null, verdict ? differenceText(metric, num(verdict.difference ?? 0)) : same ? 'differs in its seed only' : '–'),
            h('td', null, verdict && h(VerdictBadge, { conclusion: verdict.conclusion })));
        })))),
    challengers.length > 0 && h('a', { class: 'button', href: href(['compare'], { runs: runsText(runs.map((run) => run.name)) }) }, 'Compare them'));
}
