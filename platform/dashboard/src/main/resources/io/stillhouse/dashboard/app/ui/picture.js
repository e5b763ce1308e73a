// Pictures drawn from bytes: no address is loaded, so neither a token nor the page's policy is in the way.
import { h, useEffect, useRef, useState } from '../vendor/preact.js';
import { open } from '../api/client.js';

function bytesOf(base64) {
  const text = atob(base64.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

async function draw(canvas, blob) {
  const image = await createImageBitmap(blob);
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d').drawImage(image, 0, 0);
  image.close();
}

export function Picture({ png, label }) {
  const canvas = useRef(null);
  useEffect(() => { draw(canvas.current, new Blob([bytesOf(png)], { type: 'image/png' })).catch(() => {}); }, [png]);
  return h('canvas', { class: 'picture', ref: canvas, role: 'img', 'aria-label': label });
}

/** A picture that is a file of an artifact. */
export function FilePicture({ artifact, path, label }) {
  const canvas = useRef(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const controller = new AbortController();
    open(`${artifact}/files/${path}`, { signal: controller.signal, accept: 'image/*' })
      .then((response) => response.blob())
      .then((blob) => draw(canvas.current, blob))
      .catch((error) => controller.signal.aborted || setProblem(error.message));
    return () => controller.abort();
  }, [artifact, path]);
  return problem ? h('p', { class: 'soft' }, `${label}: ${problem}`) : h('canvas', { class: 'picture picture-wide', ref: canvas, role: 'img', 'aria-label': label });
}
