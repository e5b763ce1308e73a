// PipelineService.
import { get, send } from './client.js';

export const listPipelines = (signal) => get('pipelines', { page_size: 1000 }, signal);
export const getPipeline = (name, signal) => get(`pipelines/${name}`, {}, signal);
export const validateDefinition = (source, parameters) => send('POST', 'definitions:validate', { source, parameters });
export const planDefinition = (source, parameters, noCache) => send('POST', 'definitions:plan', { source, parameters, noCache });
export const createVersion = (pipeline, source, description) => send('POST', `pipelines/${pipeline}/versions`, { source, description });
