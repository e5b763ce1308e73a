// What can be done with a trigger. Firing takes the scope launch, the rest admin; the server's refusal is shown.
import { h, useRef, useState } from '../../vendor/preact.js';
import { applyTrigger, deleteTrigger, fireTrigger, getTrigger, shortTrigger } from '../../api/triggers.js';
import { navigate } from '../../routing.js';
import { POLICIES } from '../../text/event.js';
import { Dialog } from '../../ui/dialog.js';
import { Icon } from '../../ui/icon.js';
import { ErrorMessage } from '../../ui/message.js';
import { toast } from '../../ui/toast.js';
import { withPaused } from './paused.js';

const told = (error) => toast((error.sentences ?? [error.message]).join(' '), 'error');

/** `seed=2` lines as an object; a line that is none of that is an error. */
export function parametersOf(text) {
  return Object.fromEntries(text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
    const at = line.indexOf('=');
    if (at <= 0) throw new Error(`"${line}" is not name=value.`);
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  }));
}

function Fire({ trigger, onClose, onFired }) {
  const [text, setText] = useState('');
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const requestId = useRef(crypto.randomUUID());
  const fire = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      await fireTrigger(trigger.name, parametersOf(text), requestId.current);
      onFired();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return h(Dialog, { title: `Fire ${shortTrigger(trigger.name)} now?`, onClose }, h('form', { class: 'stack', onSubmit: fire },
    h('p', null, 'It makes an event, with the parameters that its text gives. ', POLICIES[trigger.concurrency] && ['While a run of the trigger is at work: ', POLICIES[trigger.concurrency].sentence(trigger)]),
    h('label', { class: 'field' }, h('span', null, 'Other parameters, name=value, one a line'),
      h('textarea', { class: 'mono', rows: 3, spellcheck: false, placeholder: 'seed=2', value: text, onInput: (event) => setText(event.currentTarget.value) })),
    error && h(ErrorMessage, { what: 'It was not fired.', error }),
    h('footer', { class: 'dialog-foot' },
      h('button', { class: 'button', type: 'button', onClick: onClose }, 'Leave it'),
      h('button', { class: 'button button-primary', disabled: busy }, 'Fire'))));
}

export function TriggerActions({ trigger, onChanged }) {
  const [asked, setAsked] = useState('');
  const close = () => setAsked('');
  const setPaused = async (paused) => {
    try {
      // As it is now: somebody may have changed it since this page looked.
      const { source } = await getTrigger(trigger.name);
      const answer = await applyTrigger(withPaused(source, paused));
      if (Boolean(answer.paused) !== paused) throw new Error('Its text decides otherwise: set paused there.');
      toast(paused ? 'Paused: it starts nothing until it goes on.' : 'It goes on. What fell due meanwhile is not made up for.');
      onChanged();
    } catch (error) {
      told(error);
    }
  };
  const remove = async () => {
    close();
    try {
      await deleteTrigger(trigger.name);
      toast(`${shortTrigger(trigger.name)} is deleted.`);
      navigate(['triggers']);
    } catch (error) {
      told(error);
    }
  };
  return h('div', { class: 'actions' },
    h('button', { class: 'button button-primary', disabled: Boolean(trigger.paused), title: trigger.paused ? 'It is paused' : undefined, onClick: () => setAsked('fire') }, h(Icon, { name: 'play' }), 'Fire now'),
    h('button', { class: 'button', onClick: () => setPaused(!trigger.paused) }, trigger.paused ? 'Go on' : 'Pause'),
    h('button', { class: 'button button-danger', onClick: () => setAsked('delete') }, 'Delete'),
    asked === 'fire' && h(Fire, { trigger, onClose: close, onFired: () => { close(); toast('Fired: its event stands below.'); onChanged(); } }),
    asked === 'delete' && h(Dialog, { title: `Delete ${shortTrigger(trigger.name)}?`, onClose: close, actions: [
      h('button', { class: 'button', onClick: close }, 'Keep it'),
      h('button', { class: 'button button-danger', onClick: remove }, 'Delete the trigger'),
    ] }, h('p', null, 'The record of its events goes with it, and events that wait are forgotten. Runs that it has started go on.')));
}
