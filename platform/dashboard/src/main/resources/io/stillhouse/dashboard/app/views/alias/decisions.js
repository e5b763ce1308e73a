// Decisions about an alias, each after a look at what it would change.
import { h, useState } from '../../vendor/preact.js';
import { aliasName, listAliases, promoteRun, rollBack, shortAlias } from '../../api/aliases.js';
import { useAsync } from '../../live/async.js';
import { parts } from '../../text/name.js';
import { whole } from '../../text/number.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorMessage, Loading } from '../../ui/message.js';
import { toast } from '../../ui/toast.js';

export const USUAL_ALIAS = 'champion';
const DNS_LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';

/** A form in a dialog, whose failure is told in it. */
function Decision({ title, verb, onClose, decide, children }) {
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      await decide();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return h(Dialog, { title, onClose }, h('form', { class: 'stack', onSubmit: submit },
    children,
    error && h(ErrorMessage, { what: 'That was refused.', error }),
    h('footer', { class: 'dialog-foot' },
      h('button', { class: 'button', type: 'button', onClick: onClose }, 'Leave it'),
      h('button', { class: 'button button-primary', disabled: busy }, verb))));
}

function Note({ value, onInput }) {
  return h('label', { class: 'field' }, h('span', null, 'Why'),
    h('input', { class: 'input', maxLength: 1000, autocomplete: 'off', placeholder: 'for those who look later', value, onInput: (event) => onInput(event.currentTarget.value) }));
}

/** Asks for an alias and a reason, and says which run would lose it. */
export function Promote({ experiment, run, alias = USUAL_ALIAS, fixed = false, onClose, onDone }) {
  const [name, setName] = useState(alias);
  const [note, setNote] = useState('');
  const known = useAsync((signal) => listAliases(experiment, '', signal), [experiment]);
  const borne = (known.data ?? []).find((one) => shortAlias(one.name) === name);
  const decide = async () => {
    await promoteRun(aliasName(experiment, name), run, note, whole(borne?.current?.number));
    toast(`${parts(run).runs} is ${experiment}@${name}.`);
    onDone();
  };
  return h(Decision, { title: 'Promote this run?', verb: 'Promote', onClose, decide },
    h('p', null, h('strong', { class: 'mono' }, parts(run).runs)),
    known.error && h(ErrorMessage, { what: 'The aliases cannot be read.', error: known.error }),
    !fixed && h('label', { class: 'field' }, h('span', null, 'Alias'),
      h('input', { class: 'input', required: true, pattern: DNS_LABEL, title: 'a-z, 0-9 and -, at most 63', autocomplete: 'off', value: name, onInput: (event) => setName(event.currentTarget.value) })),
    !known.data && known.loading ? h(Loading, { what: 'who bears it' })
      : borne?.run === run ? h('p', null, `It is ${experiment}@${name} already.`)
        : h('p', null, borne ? `It becomes ${experiment}@${name} in place of ${parts(borne.run).runs}, which a rollback would restore.` : `It becomes ${experiment}@${name}, which no run has been yet.`),
    h(Note, { value: note, onInput: setNote }));
}

/** Asks for a reason to give an alias back, and says who would get it. */
export function RollBack({ alias, experiment, onClose, onDone }) {
  const [note, setNote] = useState('');
  const decide = async () => {
    await rollBack(alias.name, note, whole(alias.current.number));
    toast(`${parts(alias.previousRun).runs} is ${experiment}@${shortAlias(alias.name)} again.`);
    onDone();
  };
  return h(Decision, { title: 'Roll back?', verb: 'Roll back', onClose, decide },
    h('p', null, `${experiment}@${shortAlias(alias.name)} goes from ${parts(alias.run).runs} back to ${parts(alias.previousRun).runs}. The history keeps both.`),
    h(Note, { value: note, onInput: setNote }));
}
