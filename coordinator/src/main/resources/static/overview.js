/** Where the migration stands: its state, since when, and how long it will take. */

import { byId, setClass, setHidden, setText } from './elements.js';
import { clock, counted, moment, word } from './text.js';
import { meaning } from './verdict.js';

let shown = null;
let ticking;

export const paused = status => status.paused === true || status.state === 'PAUSED';

export const finished = status => status.finishedAt !== null && status.finishedAt !== undefined;

/** @param status null when there is no migration yet */
export function showOverview(status) {
  shown = status;
  setText(byId('migration'), status === null ? '' : status.migration);
  setText(byId('state'), title(status));
  setText(byId('announcement'), announcement(status));
  document.title = status === null ? 'm2m' : `${status.verdict ?? title(status)} – m2m`;
  tick();
  clearInterval(ticking);
  if (status !== null && !finished(status)) ticking = setInterval(tick, 1000);
}

/** Read out by a screen reader whenever it changes. */
function announcement(status) {
  if (status?.verdict) return `The verdict is ${status.verdict}. ${meaning(status)}`;
  return status === null ? '' : `The migration is ${title(status).toLowerCase()}.`;
}

function title(status) {
  if (status === null) return 'No migration yet';
  if (status.problem?.kind === 'CANCELLED') return 'Cancelled';
  return paused(status) && !finished(status) ? 'Paused' : word(status.state);
}

function tick() {
  setText(byId('timing'), timing(shown));
}

function timing(status) {
  if (status === null) return 'Start begins the one that the configuration of this coordinator describes.';
  if (finished(status)) return moment(status.finishedAt);
  const elapsed = (Date.now() - Date.parse(status.startedAt)) / 1000;
  return [
    `${status.command} ${status.level}`.toLowerCase(),
    `${clock(Math.max(0, elapsed))} so far`,
    status.etaSeconds > 0 && !paused(status) ? `about ${clock(status.etaSeconds)} left` : '',
    status.quarantined > 0 ? `${counted(status.quarantined, 'segment')} quarantined` : '',
  ].filter(Boolean).join(' · ');
}

/** @param sentence empty to take it away */
export function notice(sentence) {
  setText(byId('notice'), sentence);
  setHidden(byId('notice'), sentence === '');
}

/** @param standing null before the first answer */
export function showConnection(standing) {
  const line = byId('connection');
  setText(line, standing === null ? 'Connecting…' : standing ? 'Connected' : 'Connection lost, reconnecting…');
  setClass(line, `connection ${standing === null ? '' : standing ? 'good' : 'lost'}`);
}
