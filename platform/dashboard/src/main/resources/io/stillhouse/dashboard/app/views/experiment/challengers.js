// What would take the champion's place: the best other runs, the verdict on each, and what gates say.
import { h, useState } from '../../vendor/preact.js';
import { aliasName, judgeChallengers } from '../../api/aliases.js';
import { useAsync } from '../../live/async.js';
import { href } from '../../routing.js';
import { metricText } from '../../text/metric.js';
import { parts, runPath, runTitle } from '../../text/name.js';
import { num, whole } from '../../text/number.js';
import { ErrorMessage, Loading } from '../../ui/message.js';
import { Scroll } from '../../ui/scroll.js';
import { Promote } from '../alias/decisions.js';
import { basisText, differenceText, VerdictBadge } from '../compare/verdicts.js';

const figure = (run) => num(run?.cells?.[0]?.number);

/** Why the first of the challengers does, or does not, take the place. */
export function replacementSentence(answer) {
  const { challengers = [], champion } = answer;
  if (challengers.length === 0) return 'No other run has the figure.';
  if (answer.replacement !== undefined) {
    const { run } = challengers[whole(answer.replacement)];
    return champion ? `${runTitle(run)} would take its place: it is better beyond chance and passes the gate.` : `${runTitle(run)} could be the first: it has the best figure and passes the gate.`;
  }
  const [best] = challengers;
  const failed = (best.gates ?? []).filter((gate) => !gate.passed);
  if (failed.length) return `Nothing would: ${runTitle(best.run)}, the best other run, fails the gate: ${failed[0].reason}.`;
  return `Nothing would: ${runTitle(best.run)}, the best other run, is ${best.verdict?.conclusion === 'WORSE' ? 'worse' : 'not better beyond chance'}.`;
}

function Gate({ verdict }) {
  return h('span', { class: `verdict-badge verdict-${verdict.passed ? 'gain' : 'loss'}`, title: `${verdict.gate}: ${verdict.reason}` }, verdict.passed ? 'passed' : 'failed');
}

function Row({ challenger, metric, chosen, onPromote }) {
  const { run, verdict, gates = [] } = challenger;
  const reasons = gates.map((gate) => gate.reason).filter(Boolean).join('; ');
  return h('tr', null,
    h('th', { scope: 'row' }, h('a', { href: href(runPath(run.name)) }, runTitle(run))),
    h('td', { class: 'numeric' }, metricText(metric, figure(run))),
    h('td', null, verdict ? `${differenceText(metric, num(verdict.difference ?? 0))}${verdict.lower === undefined ? '' : ` (${differenceText(metric, num(verdict.lower)).replace(' points', '')} to ${differenceText(metric, num(verdict.upper)).replace(' points', '')})`}` : '–'),
    h('td', null, verdict ? h(VerdictBadge, { conclusion: verdict.conclusion }) : '–'),
    h('td', null, basisText(verdict)),
    h('td', null, gates.map((gate) => h(Gate, { key: gate.gate, verdict: gate }))),
    h('td', null, h('button', { class: chosen ? 'button button-small button-primary' : 'button button-small', 'aria-label': `Promote ${runTitle(run)}`, onClick: () => onPromote(run.name) }, 'Promote')),
    h('td', { class: 'break soft' }, [challenger.seedOnly && 'differs from the champion in its seed only', reasons && `gate: ${reasons}`, verdict?.method].filter(Boolean).join('. ')));
}

export function Challengers({ experiment, alias, metric, lower, query, update, onDecided }) {
  const [promoted, setPromoted] = useState('');
  const [text, setText] = useState(query.gate ?? '');
  const answer = useAsync((signal) => judgeChallengers(aliasName(experiment, alias), { metric, lower, gates: query.gate ? [query.gate] : [] }, signal), [experiment, alias, metric, query.gate]);
  const data = answer.data;
  const judge = (event) => { event.preventDefault(); update({ gate: text.trim() }); };
  return h('div', { class: 'stack' },
    h('h3', null, 'What would take its place'),
    h('form', { class: 'gate-form', onSubmit: judge },
      h('label', { class: 'field' }, h('span', null, 'Gate'),
        h('input', { class: 'input mono', spellcheck: false, autocomplete: 'off', value: text, placeholder: (data?.gates ?? []).join(' and '), onInput: (event) => setText(event.currentTarget.value) })),
      h('button', { class: 'button' }, 'Judge')),
    !query.gate && data?.gatesOrigin && h('p', { class: 'soft' }, `${(data.gates ?? []).join(' and ')} (${data.gatesOrigin}).`),
    answer.error && h(ErrorMessage, { what: 'The runs cannot be judged.', error: answer.error }),
    !data && answer.loading && h(Loading, { what: 'the verdicts' }),
    data && !answer.error && h('p', null, h('strong', null, replacementSentence(data)), data.champion && h('span', { class: 'soft' }, ` ${metric} of ${parts(data.champion.name).runs}: ${metricText(metric, figure(data.champion))}.`)),
    data?.challengers?.length > 0 && h(Scroll, { label: 'Challengers' }, h('table', { class: 'plain figures' },
      h('thead', null, h('tr', null, ['Run', metric, 'Against the champion', 'Verdict', 'Rests on', 'Gate', '', 'How'].map((title, i) => (title ? h('th', { key: title, scope: 'col', class: i === 1 ? 'numeric' : '' }, title) : h('td', { key: i }))))),
      h('tbody', null, data.challengers.map((challenger, i) => h(Row, { key: challenger.run.name, challenger, metric, chosen: data.replacement === i, onPromote: setPromoted }))))),
    promoted && h(Promote, { experiment, run: promoted, alias, fixed: true, onClose: () => setPromoted(''), onDone: onDecided }));
}
