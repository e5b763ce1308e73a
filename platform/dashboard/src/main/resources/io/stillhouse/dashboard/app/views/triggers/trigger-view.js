// One trigger: when it starts, its events with what came of each, its text.
import { h, useEffect, useState } from '../../vendor/preact.js';
import { getTrigger, listTriggerEvents, triggerName } from '../../api/triggers.js';
import { useAsync } from '../../live/async.js';
import { useNow } from '../../live/clock.js';
import { href } from '../../routing.js';
import { POLICIES, scheduleParts } from '../../text/event.js';
import { parts } from '../../text/name.js';
import { ago, instant, moment, until, zoned } from '../../text/time.js';
import { Icon } from '../../ui/icon.js';
import { ErrorMessage, Loading } from '../../ui/message.js';
import { Scroll } from '../../ui/scroll.js';
import { Tabs } from '../../ui/tabs.js';
import { EventBadge, TriggerBadge } from './event-badge.js';
import { EventsTable } from './events-table.js';
import { TriggerActions } from './trigger-actions.js';
import { TriggerEditor } from './trigger-editor.js';

const LOOK_AGAIN = 3000;
const TABS = [{ id: 'events', title: 'Events' }, { id: 'times', title: 'Next times' }, { id: 'text', title: 'Text' }];

const Fact = ({ name, title, children }) => h('div', { title }, h('dt', null, name), h('dd', null, children));

function Facts({ trigger, now }) {
  const schedule = scheduleParts(trigger.schedule);
  const next = instant(trigger.nextFireTimes?.[0]);
  const changed = instant(trigger.updateTime);
  const pipeline = trigger.pipeline && parts(trigger.pipeline).pipelines;
  return h('dl', { class: 'facts' },
    pipeline && h(Fact, { name: 'Pipeline' }, h('a', { href: href(['runs'], { pipeline }) }, pipeline)),
    schedule && h(Fact, { name: 'Schedule' }, h('span', { class: 'mono' }, schedule.expression), ` ${schedule.zone}`),
    next !== null && h(Fact, { name: 'Next', title: `${moment(next)} where you are` }, `${until(next, now)}, ${zoned(next, schedule?.zone)}`),
    trigger.hookPath && h(Fact, { name: 'Called at' }, h('span', { class: 'mono' }, trigger.hookPath)),
    POLICIES[trigger.concurrency] && h(Fact, { name: 'While a run is at work' }, `${POLICIES[trigger.concurrency].word}: ${POLICIES[trigger.concurrency].detail(trigger)}`),
    trigger.latestEvent && h(Fact, { name: 'Last event' }, h(EventBadge, { event: trigger.latestEvent })),
    h(Fact, { name: 'Changed', title: moment(changed) }, ago(changed, now), trigger.updater && ` by ${trigger.updater}`));
}

function Times({ trigger, now }) {
  const times = trigger.nextFireTimes ?? [];
  const zone = scheduleParts(trigger.schedule)?.zone;
  if (times.length === 0) return h('p', { class: 'soft' }, trigger.paused ? 'None while it is paused. What falls due meanwhile is not made up for.' : 'It has no schedule: it starts when it is called.');
  return h(Scroll, { label: 'Next times' }, h('table', { class: 'plain figures' },
    h('thead', null, h('tr', null, [zone, 'Where you are', ''].map((title, i) => (title ? h('th', { key: i, scope: 'col' }, title) : h('td', { key: i }))))),
    h('tbody', null, times.map((time) => h('tr', { key: time }, h('td', null, zoned(instant(time), zone)), h('td', null, moment(instant(time))), h('td', { class: 'soft' }, until(instant(time), now)))))));
}

export function TriggerView({ route }) {
  const [, short] = route.path;
  const { query, update } = route;
  const name = triggerName(short);
  const now = useNow(1000);
  const again = useNow(LOOK_AGAIN);
  const [round, setRound] = useState(0);
  const answer = useAsync((signal) => getTrigger(name, signal), [name, again, round]);
  const events = useAsync((signal) => listTriggerEvents(name, query.page, signal), [name, query.page, again, round]);
  useEffect(() => { document.title = `${short} · Stillhouse`; }, [short]);
  const changed = () => setRound((before) => before + 1);
  const trigger = answer.data?.name === name ? answer.data : null;
  const tab = TABS.some(({ id }) => id === query.tab) ? query.tab : 'events';
  return h('main', { id: 'main', class: 'page', tabIndex: -1 },
    h('nav', { class: 'crumbs', 'aria-label': 'Where this is' }, h('a', { href: href(['triggers']) }, 'Triggers')),
    h('div', { class: 'page-head' },
      h('h1', null, short),
      trigger && h(TriggerBadge, { trigger }),
      trigger && h(TriggerActions, { trigger, onChanged: changed })),
    answer.error && h(ErrorMessage, { what: 'The trigger cannot be shown.', error: answer.error }),
    !trigger && answer.loading && h(Loading, { what: 'the trigger' }),
    trigger?.description && h('p', { class: 'lead' }, trigger.description),
    trigger?.problem && h('div', { class: 'message message-error', role: 'alert' }, h(Icon, { name: 'warning' }), h('div', null, h('strong', null, 'It cannot work now.'), h('p', null, trigger.problem))),
    trigger && h(Facts, { trigger, now }),
    trigger && h(Tabs, { tabs: TABS, selected: tab, onSelect: (id) => update({ tab: id === 'events' ? '' : id }), label: 'Parts of the trigger' },
      tab === 'events' && h(EventsTable, { events, trigger: short, page: query.page, now }),
      tab === 'times' && h(Times, { trigger, now }),
      tab === 'text' && h(TriggerEditor, { key: name, source: trigger.source, verb: 'Apply', onApplied: changed })));
}
