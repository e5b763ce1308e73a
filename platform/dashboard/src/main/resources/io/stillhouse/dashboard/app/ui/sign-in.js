// Asks for a token when the server wants one; on loopback it never does.
import { h, useEffect, useState } from '../vendor/preact.js';
import { setToken } from '../api/client.js';
import { Dialog } from './dialog.js';

export function SignIn() {
  const [asked, setAsked] = useState(false);
  const [text, setText] = useState('');
  useEffect(() => {
    const ask = () => setAsked(true);
    addEventListener('stillhouse-unauthenticated', ask);
    return () => removeEventListener('stillhouse-unauthenticated', ask);
  }, []);
  if (!asked) return null;
  const enter = (event) => {
    event.preventDefault();
    setToken(text.trim());
    location.reload();
  };
  return h(Dialog, { title: 'This server wants a token', onClose: () => setAsked(false) },
    h('form', { onSubmit: enter, class: 'stack' },
      h('label', { class: 'field' },
        h('span', null, 'Token'),
        h('input', { type: 'password', autocomplete: 'off', value: text, onInput: (event) => setText(event.currentTarget.value) })),
      h('p', { class: 'soft' }, 'It is kept in this tab until the tab is closed.'),
      h('button', { class: 'button button-primary', disabled: !text.trim() }, 'Use it')));
}
