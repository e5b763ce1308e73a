import { h, render } from './vendor/preact.js';
import { applyTheme } from './ui/theme.js';
import { Shell } from './shell.js';

applyTheme();
render(h(Shell), document.getElementById('app'));
