/** The coordinator's API. It is all this page knows of. */

import { newToken, token } from './access.js';

const ROOT = '/api/v1/migrations';

/** The coordinator said no; the message is the sentence that says why. */
export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/** @returns the response, once it is no request for a token */
export async function call(path, { method = 'GET', body, headers = {}, signal } = {}) {
  for (;;) {
    const used = token();
    const response = await fetch(ROOT + path, {
      method,
      signal,
      cache: 'no-store',
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(used === null ? {} : { Authorization: `Bearer ${used}` }),
      },
    });
    if (response.ok) return response;
    if (response.status !== 401) throw await refusal(response);
    await newToken(used);
  }
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  return new Refused(response.status, problem.detail ?? `the coordinator answered ${response.status}`);
}

const json = async response => (await response).json();
const at = id => `/${encodeURIComponent(id)}`;

export const migrations = () => json(call(''));
export const start = request => json(call('', { method: 'POST', body: request }));
/** @param verb pause, resume, cancel or retry */
export const tell = (id, verb) => call(`${at(id)}/${verb}`, { method: 'POST' });
export const limits = id => json(call(`${at(id)}/limits`));
export const setLimits = (id, values) => call(`${at(id)}/limits`, { method: 'PUT', body: values });
export const report = async id => (await call(`${at(id)}/report`)).text();
export const events = (id, options) => call(`${at(id)}/events`, options);

/** The sentence for people of whatever went wrong. */
export const sentence = failure => (failure instanceof Refused ? failure.message : 'The coordinator cannot be reached.');
