// What the steps of a run made, with a look inside.
import { h } from '../../vendor/preact.js';
import { fileAddress, getArtifact, listArtifacts, previewArtifact } from '../../api/artifacts.js';
import { useAsync } from '../../live/async.js';
import { href } from '../../routing.js';
import { parts, runPath } from '../../text/name.js';
import { bytes, num } from '../../text/number.js';
import { ErrorMessage, Loading } from '../../ui/message.js';
import { Icon } from '../../ui/icon.js';
import { Preview } from './preview.js';
import { Scroll } from '../../ui/scroll.js';

const TYPES = { DATASET: 'dataset', MODEL: 'model', SOFT_LABELS: 'soft labels', METRICS: 'metrics', REPORT: 'report' };

function Files({ artifact }) {
  return h('details', null, h('summary', null, `${artifact.files?.length ?? 0} files, ${bytes(num(artifact.totalSize ?? 0))}`),
    h(Scroll, { label: 'Files' }, h('table', { class: 'plain' },
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'File'), h('th', { scope: 'col', class: 'numeric' }, 'Size'), h('th', { scope: 'col' }, 'SHA-256'))),
      h('tbody', null, (artifact.files ?? []).map((file) => h('tr', { key: file.path },
        h('th', { scope: 'row' }, h('a', { href: fileAddress(artifact.name, file.path), download: file.path.split('/').at(-1) }, file.path)),
        h('td', { class: 'numeric' }, bytes(num(file.size ?? 0))), h('td', null, h('code', { class: 'digest', title: file.sha256 }, (file.sha256 ?? '').slice(0, 16)))))))));
}

function Shown({ name, query, update }) {
  const detail = useAsync((signal) => getArtifact(name, signal), [name]);
  const preview = useAsync((signal) => previewArtifact(name, signal), [name]);
  const metadata = Object.entries(detail.data?.metadata ?? {});
  const { steps, artifacts } = parts(name);
  return h('div', { class: 'artifact' },
    h('div', { class: 'step-head' }, h('h2', null, `${steps} / ${artifacts}`), h('span', { class: 'soft' }, TYPES[detail.data?.type] ?? ''),
      h('a', { href: href(runPath(name), { tab: 'lineage', artifact: name }) }, 'Lineage')),
    detail.error && h(ErrorMessage, { what: 'The artifact cannot be read.', error: detail.error }),
    detail.data && h('dl', { class: 'pairs pairs-flow' },
      h('div', null, h('dt', null, 'Digest'), h('dd', null, h('code', { class: 'digest', title: detail.data.digest }, (detail.data.digest ?? '').slice(0, 20)))),
      metadata.map(([key, value]) => h('div', { key }, h('dt', null, key), h('dd', null, value)))),
    detail.data && h(Files, { artifact: detail.data }),
    preview.error && h(ErrorMessage, { what: 'There is no preview.', error: preview.error }),
    !preview.data && preview.loading && h(Loading, { what: 'the preview' }),
    preview.data && h(Preview, { preview: preview.data, artifact: name, query, update }));
}

export function ArtifactsTab({ run, query, update, ended }) {
  const answer = useAsync((signal) => listArtifacts(run, signal), [run, ended]);
  if (answer.error) return h(ErrorMessage, { what: 'The artifacts cannot be listed.', error: answer.error });
  if (!answer.data) return h(Loading, { what: 'artifacts' });
  if (answer.data.length === 0) return h('p', { class: 'soft' }, 'No step has made an artifact yet.');
  const chosen = answer.data.some((one) => one.name === query.artifact) || query.artifact?.startsWith('pipelines/') ? query.artifact : answer.data[0].name;
  return h('div', { class: 'side-by-side' },
    h('ul', { class: 'side-list', 'aria-label': 'Artifacts' }, answer.data.map((artifact) => h('li', { key: `${artifact.runStep} ${artifact.name}` },
      h('button', { 'aria-pressed': String(artifact.name === chosen), onClick: () => update({ artifact: artifact.name }) },
        h('span', null, `${artifact.runStep || artifact.step} / ${artifact.output}`),
        h('span', { class: 'soft' }, artifact.cached && h(Icon, { name: 'cached', size: 12 }), `${TYPES[artifact.type] ?? ''}, ${bytes(num(artifact.totalSize ?? 0))}`))))),
    h(Shown, { key: chosen, name: chosen, query, update }));
}
