// The triggers: what starts runs by itself, when next, and what came of it last.
import { h, useEffect } from '../../vendor/preact.js';
import { listTriggers, shortTrigger } from '../../api/triggers.js';
import { useAsync } from '../../live/async.js';
import { useNow } from '../../live/clock.js';
import { href, navigate } from '../../routing.js';
import { hasRun, POLICIES, scheduleParts } from '../../text/event.js';
import { parts, runPath } from '../../text/name.js';
import { ago, instant, moment, until, zoned } from '../../text/time.js';
import { Empty, ErrorMessage, Loading } from '../../ui/message.js';
import { Scroll } from '../../ui/scroll.js';
import { Section } from '../evaluation/section.js';
import { EventBadge, TriggerBadge } from './event-badge.js';
import { Reason } from './reason.js';
import { TriggerEditor } from './trigger-editor.js';

const LOOK_AGAIN = 5000;

const SKELETON = `apiVersion: stillhouse.io/v1
kind: Trigger
metadata:
  name: nightly
  description: Retrains every night.
pipeline: quickstart
concurrency: queue        # or replace, skip
schedule:
  cron: '30 2 * * *'      # minute, hour, day of the month, month, day of the week
  timeZone: UTC
`;

async function all(signal) {
  const triggers = [];
  let token = '';
  do {
    const page = await listTriggers(token, signal);
    triggers.push(...(page.triggers ?? []));
    token = page.nextPageToken ?? '';
  } while (token);
  return triggers;
}

function Causes({ trigger }) {
  const schedule = scheduleParts(trigger.schedule);
  return h('ul', null,
    schedule && h('li', null, h('span', { class: 'mono' }, schedule.expression), ' ', h('span', { class: 'soft' }, schedule.zone)),
    trigger.hookPath && h('li', null, h('span', { class: 'mono' }, trigger.hookPath)));
}

export function NextTime({ trigger, now }) {
  const next = instant(trigger.nextFireTimes?.[0]);
  if (next === null) return '–';
  return h('span', { title: `${moment(next)} where you are` }, until(next, now), h('br'), h('span', { class: 'soft' }, zoned(next, scheduleParts(trigger.schedule)?.zone)));
}

function LatestEvent({ event, now }) {
  if (!event) return '–';
  const changed = instant(event.updateTime);
  return h('span', null, h(EventBadge, { event }), ' ', h('span', { class: 'soft', title: moment(changed) }, ago(changed, now)), h('br'),
    hasRun(event) ? h('a', { class: 'mono', href: href(runPath(event.run)) }, parts(event.run).runs) : h('span', { class: 'soft reason-line' }, h(Reason, { reason: event.reason })));
}

function Row({ trigger, now }) {
  const name = shortTrigger(trigger.name);
  return h('tr', null,
    h('th', { scope: 'row' }, h('a', { href: href(['triggers', name]) }, name)),
    h('td', null, h(TriggerBadge, { trigger })),
    h('td', null, h(Causes, { trigger })),
    h('td', null, h(NextTime, { trigger, now })),
    h('td', null, h(LatestEvent, { event: trigger.latestEvent, now })),
    h('td', null, POLICIES[trigger.concurrency]?.word ?? '–'),
    h('td', null, trigger.pipeline ? parts(trigger.pipeline).pipelines : '–'),
    h('td', { class: 'break soft' }, trigger.problem || trigger.description));
}

export function TriggersView({ route }) {
  const { query } = route;
  const now = useNow(1000);
  const again = useNow(LOOK_AGAIN);
  const answer = useAsync(all, [again]);
  useEffect(() => { document.title = 'Triggers · Stillhouse'; }, []);
  return h('main', { id: 'main', class: 'page', tabIndex: -1 },
    h('div', { class: 'page-head' }, h('h1', null, 'Triggers'),
      h('div', { class: 'actions' }, h('a', { class: 'button', href: href(['triggers'], { new: query.new ? '' : 'yes' }) }, query.new ? 'Close the editor' : 'New trigger'))),
    query.new && h(Section, { id: 'new', title: 'New trigger', lead: 'It is kept in the store, and a server of this store carries it out. A trigger with the name of another changes that one.' },
      h(TriggerEditor, { source: SKELETON, verb: 'Create', onApplied: (trigger) => navigate(['triggers', shortTrigger(trigger.name)]) })),
    answer.error && h(ErrorMessage, { what: 'The triggers cannot be listed.', error: answer.error }),
    !answer.data && answer.loading && h(Loading, { what: 'triggers' }),
    answer.data?.length === 0 && !query.new && h(Empty, { title: 'No triggers yet' }, h('p', null, 'A trigger starts runs by the clock, or when a webhook is called.'), h('pre', null, 'stillhouse trigger apply FILE')),
    answer.data?.length > 0 && h(Scroll, { label: 'Table of triggers' }, h('table', { class: 'plain' },
      h('thead', null, h('tr', null, ['Trigger', 'State', 'When', 'Next', 'Last event', 'While a run is at work', 'Pipeline', 'What for'].map((title) => h('th', { key: title, scope: 'col' }, title)))),
      h('tbody', null, answer.data.map((trigger) => h(Row, { key: trigger.name, trigger, now }))))));
}
