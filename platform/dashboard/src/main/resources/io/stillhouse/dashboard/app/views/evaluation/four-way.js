// Which of teacher and student named the images rightly, with the images behind each number.
import { h, useState } from '../../vendor/preact.js';
import { listExamples } from '../../api/artifacts.js';
import { useAsync } from '../../live/async.js';
import { count, decimal, num, percent, wholePercent } from '../../text/number.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorMessage, Loading } from '../../ui/message.js';
import { Picture } from '../../ui/picture.js';
import { Figure } from './headline-section.js';

const CELLS = {
  BOTH_RIGHT: { field: 'bothRight', title: 'Both right' },
  TEACHER_ONLY_RIGHT: { field: 'teacherOnlyRight', title: 'Only the teacher right' },
  STUDENT_ONLY_RIGHT: { field: 'studentOnlyRight', title: 'Only the student right' },
  NEITHER_RIGHT: { field: 'neitherRight', title: 'Neither right' },
};

function ExampleImage({ example, classes }) {
  const name = (label) => classes[label ?? 0] ?? String(label);
  const teacher = `teacher ${name(example.teacherPrediction)} ${wholePercent(num(example.teacherConfidence ?? 0))}`;
  const student = `student ${name(example.studentPrediction)} ${wholePercent(num(example.studentConfidence ?? 0))}`;
  return h('li', { class: 'example' },
    example.png ? h(Picture, { png: example.png, label: `image ${example.id}: ${name(example.label)}; ${teacher}, ${student}` }) : h('div', { class: 'no-picture' }, 'not in the store'),
    h('strong', null, name(example.label)), h('span', { class: 'soft' }, teacher), h('span', { class: 'soft' }, student));
}

function Examples({ artifact, distillation, cell, classes, onClose }) {
  const [label, setLabel] = useState('');
  const [shown, setShown] = useState(24);
  const answer = useAsync((signal) => listExamples(artifact, {
    student: distillation.student, teacher: distillation.teacher, cell, label, page_size: shown,
  }, signal), [artifact, cell, label, shown]);
  const total = num(answer.data?.totalSize ?? 0);
  return h(Dialog, { title: CELLS[cell].title, onClose, wide: true },
    h('label', { class: 'check-label' }, 'Class', h('select', { class: 'select', value: label, onChange: (event) => setLabel(event.currentTarget.value) },
      h('option', { value: '' }, 'all'), classes.map((name, i) => h('option', { key: i, value: i }, name)))),
    answer.error && h(ErrorMessage, { what: 'The images cannot be shown.', error: answer.error }),
    !answer.data && answer.loading && h(Loading, { what: 'images' }),
    answer.data && h('div', { class: 'examples-scroll', tabIndex: 0, role: 'region', 'aria-label': 'Images' },
      h('p', { class: 'soft' }, `${count(total)} images, those first of which the teacher is surest`),
      h('ul', { class: 'examples' }, (answer.data.examples ?? []).map((example) => h(ExampleImage, { key: example.id, example, classes }))),
      total > shown && shown < 200 && h('button', { class: 'button', onClick: () => setShown(Math.min(200, shown * 2)) }, 'Show more')));
}

export function FourWay({ cast, artifact }) {
  const [opened, setOpened] = useState(null);
  const { distillation, evaluation } = cast;
  if (!distillation?.teacher) return h('p', { class: 'soft' }, 'No teacher was evaluated beside the student.');
  const all = num(evaluation.examples);
  const cell = (name) => {
    const value = num(distillation[CELLS[name].field] ?? 0);
    return h('td', { class: `cell-${name.toLowerCase().replaceAll('_', '-')}` },
      h('button', { class: 'four-cell', onClick: () => setOpened(name), disabled: !artifact || value === 0, 'aria-label': `${CELLS[name].title}: ${count(value)} images, ${percent(value / all)}. Show them.` },
        h('span', { class: 'value' }, count(value)), h('span', { class: 'note' }, all ? percent(value / all) : ''), artifact && value > 0 && h('span', { class: 'note see' }, 'see them')));
  };
  const answers = cast.multiLabel ? 'yes-or-no answers' : 'images';
  return h('div', null,
    !cast.multiLabel && h('table', { class: 'four-way' },
      h('caption', { class: 'hidden-text' }, 'Which of teacher and student named the images rightly'),
      h('thead', null, h('tr', null, h('td', null), h('th', { scope: 'col' }, 'Student right'), h('th', { scope: 'col' }, 'Student wrong'))),
      h('tbody', null,
        h('tr', null, h('th', { scope: 'row' }, 'Teacher right'), cell('BOTH_RIGHT'), cell('TEACHER_ONLY_RIGHT')),
        h('tr', null, h('th', { scope: 'row' }, 'Teacher wrong'), cell('STUDENT_ONLY_RIGHT'), cell('NEITHER_RIGHT')))),
    h('dl', { class: 'key-figures small' },
      h(Figure, { value: percent(num(distillation.agreement ?? 0)), name: 'same answer', note: `of the ${answers}, right or wrong` }),
      h(Figure, { value: decimal(num(distillation.fidelityKl ?? 0), 4), name: 'KL(teacher ‖ student)', note: 'nats on average; 0 is a perfect copy' })),
    opened && h(Examples, { artifact, distillation, cell: opened, classes: evaluation.classes ?? [], onClose: () => setOpened(null) }));
}
