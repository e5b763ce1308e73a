// The definition's text, with the validator's words under the lines they are about.
import { h, useEffect, useRef, useState } from '../../vendor/preact.js';
import { codeMirror } from '../../vendor/codemirror.js';
import { ErrorMessage } from '../../ui/message.js';

function note(problem) {
  const element = document.createElement('div');
  const error = problem.severity !== 'PROBLEM_WARNING';
  element.className = error ? 'line-problem line-error' : 'line-problem line-warning';
  element.textContent = `${error ? 'Error' : 'Warning'}: ${problem.message}${problem.suggestion ? `; did you mean ${problem.suggestion}?` : ''}`;
  return element;
}

export function Editor({ source, problems, onChange, onReady }) {
  const box = useRef(null);
  const editor = useRef(null);
  const notes = useRef([]);
  const change = useRef(onChange);
  change.current = onChange;
  const [failure, setFailure] = useState(null);
  const [ready, setReady] = useState(false);

  useEffect(() => {
    let gone = false;
    codeMirror().then((CodeMirror) => {
      if (gone) return;
      const made = CodeMirror(box.current, {
        value: source, mode: 'yaml', lineNumbers: true, tabSize: 2, indentUnit: 2, indentWithTabs: false, matchBrackets: true, viewportMargin: 40,
        // Tab goes on to the next field, as everywhere; Ctrl-] and Ctrl-[ indent.
        extraKeys: { Tab: false, 'Shift-Tab': false, 'Ctrl-/': 'toggleComment', 'Ctrl-]': 'indentMore', 'Ctrl-[': 'indentLess' },
      });
      made.getInputField().setAttribute('aria-label', 'Definition, YAML');
      const scroller = made.getScrollerElement();
      scroller.setAttribute('tabindex', '0');
      scroller.setAttribute('role', 'region');
      scroller.setAttribute('aria-label', 'Lines of the definition');
      made.on('change', (_, event) => { if (event.origin !== 'setValue') change.current(made.getValue()); });
      editor.current = made;
      onReady?.(made);
      setReady(true);
    }, setFailure);
    return () => { gone = true; };
  }, []);

  useEffect(() => { if (editor.current && editor.current.getValue() !== source) editor.current.setValue(source); }, [source, ready]);

  useEffect(() => {
    const made = editor.current;
    if (!made) return;
    made.operation(() => {
      notes.current.forEach((one) => one.clear());
      made.eachLine((line) => made.removeLineClass(line, 'background'));
      notes.current = problems.filter((problem) => problem.line > 0 && !problem.file).map((problem) => {
        const line = Math.min(made.lastLine(), problem.line - 1);
        made.addLineClass(line, 'background', problem.severity === 'PROBLEM_WARNING' ? 'line-back-warning' : 'line-back-error');
        return made.addLineWidget(line, note(problem), { coverGutter: false, noHScroll: true });
      });
    });
  }, [problems, ready]);

  return h('div', null,
    failure && h(ErrorMessage, { what: 'The editor could not be loaded.', error: failure }),
    h('div', { class: 'editor', ref: box }));
}
