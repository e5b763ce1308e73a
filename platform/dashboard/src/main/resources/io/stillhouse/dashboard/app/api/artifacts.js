// ArtifactService.
import { address, get, open } from './client.js';

export async function listArtifacts(run, signal) {
  const artifacts = [];
  let pageToken = '';
  do {
    const page = await get(`${run}/artifacts`, { page_size: 1000, page_token: pageToken }, signal);
    artifacts.push(...(page.artifacts ?? []));
    pageToken = page.nextPageToken ?? '';
  } while (pageToken);
  return artifacts;
}

export const getArtifact = (name, signal) => get(name, {}, signal);
export const previewArtifact = (name, signal) => get(`${name}:preview`, {}, signal);
export const queryLineage = (name, direction, signal) => get(`${name}:lineage`, { direction, depth: 50 }, signal);
export const listExamples = (artifact, query, signal) => get(`${artifact}/examples`, query, signal);

/** Where a file of an artifact is fetched from. */
export const fileAddress = (artifact, path) => address(`${artifact}/files/${path}`).href;

/** A file's content as an address of this page, with the token that images cannot send. */
export async function fileObject(artifact, path, signal) {
  const response = await open(`${artifact}/files/${path}`, { signal, accept: '*/*' });
  return URL.createObjectURL(await response.blob());
}
