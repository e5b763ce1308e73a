// The filter's text, with the names that it may use offered as one types.
import { h, useEffect, useRef, useState } from '../../vendor/preact.js';
import { Icon } from '../../ui/icon.js';

const STATES = ['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED'];

/** What could stand where the caret is. */
function offersFor(text, caret, fields) {
  const word = text.slice(0, caret).match(/[A-Za-z0-9_.\-"]*$/)[0];
  const before = text.slice(0, caret - word.length).trimEnd();
  const operand = before.match(/([A-Za-z0-9_.\-]+)\s*(=|!=|:)$/);
  let names = fields.map((field) => field.name);
  if (operand) {
    const field = fields.find((one) => one.name === operand[1]);
    names = operand[1] === 'state' ? (field?.values ?? STATES) : (field?.values ?? []).map((value) => `"${value}"`);
  } else if (!word) {
    return { word, offers: [] };
  }
  const wanted = word.toLowerCase();
  const offers = [...new Set(names)].filter((name) => name.toLowerCase().includes(wanted) && name !== word);
  offers.sort((a, b) => Number(!a.toLowerCase().startsWith(wanted)) - Number(!b.toLowerCase().startsWith(wanted)));
  return { word, offers: offers.slice(0, 8) };
}

export function FilterInput({ value, fields, error, onChange, inputRef }) {
  const [text, setText] = useState(value);
  const [offer, setOffer] = useState({ offers: [], word: '', at: -1 });
  const timer = useRef(0);
  useEffect(() => { if (document.activeElement !== inputRef.current) setText(value); }, [value]);
  const edit = (next, caret) => {
    setText(next);
    setOffer({ ...offersFor(next, caret, fields), at: -1 });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(next), 350);
  };
  const take = (name) => {
    const input = inputRef.current;
    const caret = input.selectionStart;
    const start = caret - offer.word.length;
    const next = text.slice(0, start) + name + text.slice(caret);
    edit(next, start + name.length);
    setOffer({ offers: [], word: '', at: -1 });
    requestAnimationFrame(() => input.setSelectionRange(start + name.length, start + name.length));
  };
  const pressed = (event) => {
    const { offers, at } = offer;
    if (event.key === 'ArrowDown' && offers.length) { event.preventDefault(); setOffer({ ...offer, at: (at + 1) % offers.length }); }
    else if (event.key === 'ArrowUp' && offers.length) { event.preventDefault(); setOffer({ ...offer, at: (at + offers.length) % offers.length }); }
    else if ((event.key === 'Enter' || event.key === 'Tab') && at >= 0) { event.preventDefault(); take(offers[at]); }
    else if (event.key === 'Enter') { clearTimeout(timer.current); onChange(text); setOffer({ offers: [], word: '', at: -1 }); }
    else if (event.key === 'Escape') { if (offers.length) setOffer({ offers: [], word: '', at: -1 }); else event.currentTarget.blur(); }
  };
  const open = offer.offers.length > 0;
  return h('div', { class: 'filter' },
    h(Icon, { name: 'search' }),
    h('input', {
      ref: inputRef, type: 'search', value: text, spellcheck: false, autocomplete: 'off',
      placeholder: 'Filter: a word, or metrics.student.accuracy > 0.9 AND labels.team = "vision"',
      role: 'combobox', 'aria-label': 'Filter runs', 'aria-expanded': String(open), 'aria-controls': 'filter-offers', 'aria-autocomplete': 'list',
      'aria-activedescendant': offer.at >= 0 ? `filter-offer-${offer.at}` : undefined,
      'aria-invalid': error ? 'true' : undefined, 'aria-describedby': error ? 'filter-error' : undefined,
      onInput: (event) => edit(event.currentTarget.value, event.currentTarget.selectionStart),
      onKeyDown: pressed,
      onBlur: () => setTimeout(() => setOffer({ offers: [], word: '', at: -1 }), 150),
    }),
    h('ul', { id: 'filter-offers', class: 'offers', role: 'listbox', 'aria-label': 'Fields and values', hidden: !open },
      offer.offers.map((name, i) => h('li', {
        key: name, id: `filter-offer-${i}`, role: 'option', 'aria-selected': String(i === offer.at),
        onMouseDown: (event) => { event.preventDefault(); take(name); },
      }, name))),
    error && h('p', { id: 'filter-error', class: 'field-error', role: 'alert' }, error));
}
