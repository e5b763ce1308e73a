// Which run of an experiment bears an alias: since when, by whom and why, and which did before.
import { h, useState } from '../../vendor/preact.js';
import { aliasName, listAliases, listPromotions, shortAlias } from '../../api/aliases.js';
import { getRunSummary } from '../../api/runs.js';
import { useAsync } from '../../live/async.js';
import { useNow } from '../../live/clock.js';
import { href } from '../../routing.js';
import { parts, runPath, runTitle } from '../../text/name.js';
import { plural, whole } from '../../text/number.js';
import { ago, instant, moment } from '../../text/time.js';
import { ErrorMessage, Loading } from '../../ui/message.js';
import { Scroll } from '../../ui/scroll.js';
import { RollBack, USUAL_ALIAS } from '../alias/decisions.js';
import { Challengers } from './challengers.js';

const RunLink = ({ run }) => h('a', { class: 'mono', href: href(runPath(run)) }, parts(run).runs);

function what(promotion) {
  return whole(promotion.restores) ? `rolled back to ${promotion.restores}` : 'promoted';
}

function Bearer({ alias, onRollBack }) {
  const now = useNow(30000);
  const { promotion } = alias.current;
  const run = useAsync((signal) => getRunSummary(alias.run, signal), [alias.run]);
  const at = instant(promotion.time);
  return h('div', { class: 'stack' },
    h('p', { class: 'champion' }, h('a', { href: href(runPath(alias.run)) }, run.data ? runTitle(run.data) : parts(alias.run).runs),
      h('span', { class: 'soft', title: moment(at) }, `${what(promotion)} ${ago(at, now)} by ${promotion.actor}`)),
    run.error && h(ErrorMessage, { what: 'The run cannot be shown.', error: run.error }),
    promotion.note && h('p', null, `“${promotion.note}”`),
    h('div', { class: 'actions' },
      h('a', { class: 'button', href: href(['compare'], { runs: [alias.run, alias.previousRun].filter(Boolean).map((run) => runPath(run).slice(1).join('/')).join(',') }) }, alias.previousRun ? 'Compare with the one before' : 'Open the comparison'),
      alias.previousRun && h('button', { class: 'button button-danger', onClick: onRollBack }, 'Roll back')));
}

function History({ promotions }) {
  return h('details', null,
    h('summary', null, `History: ${plural(promotions.length, 'decision')}`),
    h(Scroll, { label: 'History of the alias' }, h('table', { class: 'plain' },
      h('thead', null, h('tr', null, ['Number', 'Run', 'What', 'When', 'By', 'Why'].map((title) => h('th', { key: title, scope: 'col' }, title)))),
      h('tbody', null, promotions.map(({ number, promotion }) => h('tr', { key: number },
        h('th', { scope: 'row' }, String(number)), h('td', null, h(RunLink, { run: promotion.run })), h('td', null, what(promotion)),
        h('td', null, moment(instant(promotion.time))), h('td', null, promotion.actor), h('td', { class: 'break' }, promotion.note || '–')))))));
}

export function Champion({ experiment, metric, lower, query, update }) {
  const [round, setRound] = useState(0);
  const [asked, setAsked] = useState(false);
  const short = query.alias || USUAL_ALIAS;
  const name = aliasName(experiment, short);
  const aliases = useAsync((signal) => listAliases(experiment, '', signal), [experiment, round]);
  const history = useAsync((signal) => listPromotions(name, signal), [name, round]);
  const again = () => { setAsked(false); setRound(round + 1); };
  const alias = (aliases.data ?? []).find((one) => one.name === name);
  const others = [...new Set([USUAL_ALIAS, short, ...(aliases.data ?? []).map((one) => shortAlias(one.name))])];
  const error = aliases.error ?? history.error;
  if (error) return h(ErrorMessage, { what: 'The aliases cannot be read.', error });
  if (!aliases.data || !history.data) return h(Loading, { what: 'the champion' });
  return h('div', { class: 'stack' },
    others.length > 1 && h('label', { class: 'check-label' }, 'Alias', h('select', { class: 'select', value: short, onChange: (event) => update({ alias: event.currentTarget.value }) }, others.map((one) => h('option', { key: one, value: one }, one)))),
    alias ? h(Bearer, { alias, onRollBack: () => setAsked(true) }) : h('p', { class: 'soft' }, `No run is ${experiment}@${short} yet.`),
    history.data.length > 0 && h(History, { promotions: history.data }),
    h(Challengers, { key: `${name} ${round}`, experiment, alias: short, metric, lower, query, update, onDecided: again }),
    asked && alias && h(RollBack, { alias, experiment, onClose: () => setAsked(false), onDone: again }));
}
