// What can be done to the selected runs together.
import { h, useState } from '../../vendor/preact.js';
import { cancelRun, deleteRun, pinRun, resumeRun } from '../../api/runs.js';
import { ended } from '../../text/state.js';
import { plural } from '../../text/number.js';
import { Icon } from '../../ui/icon.js';
import { Dialog } from '../../ui/dialog.js';
import { toast } from '../../ui/toast.js';

export const MOST_COMPARED = 50;

const ACTIONS = [
  { name: 'Pin', done: 'pinned', fits: (run) => !run.pinned, act: (run) => pinRun(run.name, true) },
  { name: 'Unpin', done: 'unpinned', fits: (run) => run.pinned, act: (run) => pinRun(run.name, false) },
  { name: 'Resume', done: 'going on', fits: (run) => run.state === 'FAILED' || run.state === 'CANCELED', act: (run) => resumeRun(run.name) },
  { name: 'Cancel', done: 'told to stop', fits: (run) => !ended(run.state), act: (run) => cancelRun(run.name), ask: 'Steps that are at work are stopped. What has succeeded stays, and a canceled run can be resumed.' },
  { name: 'Delete', done: 'deleted', fits: (run) => ended(run.state) && !run.pinned, act: (run) => deleteRun(run.name), ask: 'Their records, logs and artifacts are deleted; artifacts that the cache or other runs still use stay. This cannot be undone.' },
];

export function BulkActions({ runs, onCompare, onClear, onDone }) {
  const [asked, setAsked] = useState(null);
  const carryOut = async (action) => {
    setAsked(null);
    const fitting = runs.filter(action.fits);
    const results = await Promise.allSettled(fitting.map(action.act));
    const failures = results.filter((result) => result.status === 'rejected');
    if (failures.length < results.length) toast(`${plural(results.length - failures.length, 'run')} ${action.done}.`);
    if (failures.length) toast(`${action.name}: ${plural(failures.length, 'run')} refused. ${failures[0].reason.message}`, 'error');
    onDone(action.name === 'Delete');
  };
  return h('div', { class: 'bulk', role: 'toolbar', 'aria-label': 'Actions on the selected runs' },
    h('strong', null, `${plural(runs.length, 'run')} selected`),
    h('button', { class: 'button button-primary', disabled: runs.length > MOST_COMPARED, onClick: onCompare, title: runs.length > MOST_COMPARED ? `At most ${MOST_COMPARED} runs can be compared` : 'c' },
      h(Icon, { name: 'compare' }), runs.length > MOST_COMPARED ? `Compare (at most ${MOST_COMPARED})` : 'Compare'),
    ACTIONS.map((action) => {
      const fitting = runs.filter(action.fits).length;
      return fitting > 0 && h('button', {
        key: action.name, class: action.name === 'Delete' ? 'button button-danger' : 'button',
        onClick: () => (action.ask ? setAsked(action) : carryOut(action)),
      }, fitting === runs.length ? action.name : `${action.name} ${fitting}`);
    }),
    h('button', { class: 'button button-quiet', onClick: onClear }, 'Clear'),
    asked && h(Dialog, {
      title: `${asked.name} ${plural(runs.filter(asked.fits).length, 'run')}?`, onClose: () => setAsked(null),
      actions: [
        h('button', { class: 'button', onClick: () => setAsked(null) }, 'Keep'),
        h('button', { class: 'button button-danger', onClick: () => carryOut(asked) }, asked.name),
      ],
    }, h('p', null, asked.ask)));
}
