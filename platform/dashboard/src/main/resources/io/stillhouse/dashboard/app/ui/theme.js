// Light, dark, or as the system has it; the choice stays in this browser.
import { h, useEffect, useState } from '../vendor/preact.js';
import { Icon } from './icon.js';

const KEY = 'stillhouse.theme';
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };
const ICONS = { auto: 'auto', light: 'sun', dark: 'moon' };

export function applyTheme(theme = localStorage.getItem(KEY) ?? 'auto') {
  document.documentElement.dataset.theme = theme;
  dispatchEvent(new Event('stillhouse-theme'));
}

export function ThemeSwitch() {
  const [theme, setTheme] = useState(localStorage.getItem(KEY) ?? 'auto');
  useEffect(() => {
    localStorage.setItem(KEY, theme);
    applyTheme(theme);
  }, [theme]);
  const label = `Theme: ${theme === 'auto' ? 'as the system' : theme}. Change to ${NEXT[theme]}.`;
  return h('button', { class: 'button-icon', title: label, 'aria-label': label, onClick: () => setTheme(NEXT[theme]) },
    h(Icon, { name: ICONS[theme] }));
}
