/** What a migration does, as it happens. Read by fetch: an EventSource could not send the token. */

import { Refused, events } from './coordinator.js';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;
/** A connection that was cut without a word looks like a quiet one; so a quiet one is opened anew. */
const QUIET = 30_000;

/**
 * Follows one migration until the coordinator no longer knows it.
 *
 * @param onStatus told (event name, status)
 * @param onConnection told whether the connection stands
 * @param stop ends it
 */
export async function follow(id, { onStatus, onConnection, stop }) {
  let lastId = null;
  let wait = FIRST_WAIT;
  while (!stop.aborted) {
    const quiet = new Alarm(QUIET);
    let stood = false;
    try {
      const response = await events(id, {
        headers: { Accept: 'text/event-stream', ...(lastId === null ? {} : { 'Last-Event-ID': lastId }) },
        signal: AbortSignal.any([stop, quiet.signal]),
      });
      stood = true;
      onConnection(true);
      wait = FIRST_WAIT;
      for await (const event of parsed(response.body, quiet)) {
        lastId = event.id ?? lastId;
        onStatus(event.name, JSON.parse(event.data));
      }
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 404) return;
      if (stop.aborted) return;
      // A coordinator that was away may remember less than this page: it is asked for everything.
      if (!stood) lastId = null;
      if (!quiet.signal.aborted) onConnection(false);
    } finally {
      quiet.off();
    }
    await new Promise(resolve => setTimeout(resolve, wait));
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }
}

/** Rings when nobody has put it off for so long. */
class Alarm {
  #controller = new AbortController();
  #millis;
  #timer;

  constructor(millis) {
    this.#millis = millis;
    this.putOff();
  }

  get signal() {
    return this.#controller.signal;
  }

  putOff() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(), this.#millis);
  }

  off() {
    clearTimeout(this.#timer);
  }
}

/** The text/event-stream format: lines of "field: value", an empty line ends an event, a line that begins with ":" says nothing. */
async function* parsed(body, quiet) {
  let event = { name: 'message', data: '', id: null };
  for await (const line of lines(body, quiet)) {
    if (line === '') {
      if (event.data !== '') yield event;
      event = { name: 'message', data: '', id: null };
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event.name = value;
    else if (field === 'data') event.data += (event.data === '' ? '' : '\n') + value;
    else if (field === 'id') event.id = value;
  }
}

async function* lines(body, quiet) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    quiet.putOff();
    const whole = (rest + value).split(/\r\n|\n|\r(?!$)/);
    rest = whole.pop();
    yield* whole;
  }
}
