// A trigger's text, checked as it is typed and told wrong at its lines.
import { h, useEffect, useState } from '../../vendor/preact.js';
import { applyTrigger } from '../../api/triggers.js';
import { ErrorMessage } from '../../ui/message.js';
import { toast } from '../../ui/toast.js';
import { Editor } from '../launch/editor.js';

/** The problems of a refused text, each with its line; empty for an error that is about something else. */
export function problemsOf(error) {
  return (error?.violations ?? []).map(({ field, description }) => {
    const [, line, column] = (field ?? '').split(':');
    return { severity: 'PROBLEM_ERROR', line: Number(line ?? 0), column: Number(column ?? 0), message: description };
  });
}

const NOTHING_REFUSED = { error: null, problems: [] };

export function TriggerEditor({ source, verb, onApplied }) {
  const [text, setText] = useState(source);
  const [base, setBase] = useState(source);
  const [refused, setRefused] = useState(NOTHING_REFUSED);
  const [busy, setBusy] = useState(false);
  const setError = (error) => setRefused(error ? { error, problems: problemsOf(error) } : NOTHING_REFUSED);
  // What somebody else applies is followed, unless this reader has begun to write.
  useEffect(() => {
    if (text === base) setText(source);
    setBase(source);
  }, [source]);
  const changed = text !== source;
  useEffect(() => {
    if (!changed) { setError(null); return undefined; }
    let wanted = true;
    const timer = setTimeout(() => applyTrigger(text, { validateOnly: true }).then(() => wanted && setError(null), (failure) => wanted && setError(failure)), 300);
    return () => { wanted = false; clearTimeout(timer); };
  }, [text, changed]);
  const apply = async () => {
    setBusy(true);
    try {
      const trigger = await applyTrigger(text);
      toast(`${trigger.name} starts ${trigger.pipeline}.`);
      onApplied(trigger);
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return h('div', { class: 'stack' },
    h(Editor, { source: text, problems: refused.problems, onChange: setText }),
    refused.error && h(ErrorMessage, { what: 'It cannot be applied.', error: refused.error }),
    h('div', { class: 'actions' },
      h('button', { class: 'button button-primary', disabled: busy || (verb === 'Apply' && !changed), onClick: apply }, verb),
      changed && h('button', { class: 'button', onClick: () => setText(source) }, 'Take back the changes')));
}
