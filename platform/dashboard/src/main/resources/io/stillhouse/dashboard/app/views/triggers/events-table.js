// The events of a trigger, newest first: where each came from, and the run that it started or why it did not.
import { h } from '../../vendor/preact.js';
import { href } from '../../routing.js';
import { CAUSES, hasRun, shortEvent } from '../../text/event.js';
import { ago, instant, moment } from '../../text/time.js';
import { Empty, ErrorMessage, Loading } from '../../ui/message.js';
import { Scroll } from '../../ui/scroll.js';
import { EventBadge } from './event-badge.js';
import { Reason, RunLink } from './reason.js';

function Row({ event, now }) {
  const at = instant(event.eventTime);
  const asked = Object.entries(event.parameters ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return h('tr', null,
    h('th', { scope: 'row', title: moment(at) }, ago(at, now)),
    h('td', { class: 'mono', title: event.name }, shortEvent(event.name)),
    h('td', { title: event.delivery }, CAUSES[event.cause] ?? 'not known'),
    h('td', null, h(EventBadge, { event })),
    h('td', null, hasRun(event) ? h(RunLink, { run: event.run }) : '–'),
    h('td', { class: 'break mono' }, asked.map(([name, value]) => `${name}=${value}`).join(' ') || '–'),
    h('td', { class: 'break' }, event.reason ? h(Reason, { reason: event.reason }) : '–'));
}

export function EventsTable({ events, trigger, page, now }) {
  const rows = events.data?.events ?? [];
  if (events.error) return h(ErrorMessage, { what: 'The events cannot be listed.', error: events.error });
  if (!events.data) return h(Loading, { what: 'events' });
  if (rows.length === 0) return h(Empty, { title: 'Nothing has happened yet' });
  return h('div', { class: 'stack' },
    h(Scroll, { label: 'Events of the trigger' }, h('table', { class: 'plain' },
      h('thead', null, h('tr', null, ['When', 'Event', 'Cause', 'What came of it', 'Run', 'Parameters', 'Why'].map((title) => h('th', { key: title, scope: 'col' }, title)))),
      h('tbody', null, rows.map((event) => h(Row, { key: event.name, event, now }))))),
    h('nav', { class: 'actions', 'aria-label': 'Pages of events' },
      page && h('a', { class: 'button', href: href(['triggers', trigger]) }, 'Newest'),
      events.data.nextPageToken && h('a', { class: 'button', href: href(['triggers', trigger], { page: events.data.nextPageToken }) }, 'Older')),
    h('p', null, h('a', { href: href(['runs'], { label: `trigger:${trigger}` }) }, 'All runs that it started')));
}
