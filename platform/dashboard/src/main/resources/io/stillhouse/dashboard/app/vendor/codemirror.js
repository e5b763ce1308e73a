// CodeMirror is a classic script with add-ons that expect it as a global; it is loaded when an
// editor is first shown.
const base = new URL('../../webjars/codemirror/@codemirror.version@/', import.meta.url);
const scripts = [
  'lib/codemirror.js',
  'mode/yaml/yaml.js',
  'addon/edit/matchbrackets.js',
  'addon/comment/comment.js',
  'addon/search/searchcursor.js',
  'addon/dialog/dialog.js',
  'addon/search/search.js',
];
const sheets = ['lib/codemirror.css', 'addon/dialog/dialog.css'];
let loading;

function script(path) {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = new URL(path, base);
    element.onload = resolve;
    element.onerror = () => reject(new Error(`cannot load ${path}`));
    document.head.append(element);
  });
}

async function load() {
  for (const path of sheets) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL(path, base);
    document.head.prepend(link);
  }
  for (const path of scripts) {
    await script(path);
  }
  return globalThis.CodeMirror;
}

export function codeMirror() {
  loading ??= load();
  return loading;
}
