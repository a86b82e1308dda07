/** The phases of the whole migration: how far, how fast. */

import { byId, element, setClass, setText } from './elements.js';
import { finished, paused } from './overview.js';
import { byteRate, bytes, duration, number, percent, rowRate, word } from './text.js';

const cards = new Map();

/** @param report of the finished run, for the speed of each phase as a whole; null before */
export function showPhases(status, report) {
  const names = status.phases.map(phase => phase.name);
  if (names.join() !== [...cards.keys()].join()) {
    cards.clear();
    names.forEach(name => cards.set(name, card(name)));
    byId('phases').replaceChildren(...[...cards.values()].map(each => each.root));
  }
  for (const phase of status.phases) {
    show(cards.get(phase.name), phase, status, report?.phases.find(each => each.name === phase.name));
  }
}

function card(name) {
  const share = element('span', { className: 'share' });
  const bar = element('progress', { max: 100, value: 0, 'aria-label': word(name) });
  const rows = element('p', { className: 'rows' });
  const amounts = element('p', { className: 'soft' });
  const speed = element('p', { className: 'speed' });
  const title = element('h3', {}, word(name), share);
  return { root: element('article', { className: 'phase' }, title, bar, rows, amounts, speed), share, bar, rows, amounts, speed };
}

function show({ root, share, bar, rows, amounts, speed }, phase, status, total) {
  const done = percent(phase, status.verdict);
  const begun = phase.rows > 0 || phase.doneTasks > 0;
  setClass(root, `phase ${done === 100 ? 'done' : begun ? 'begun' : 'ahead'}`);
  setText(share, `${done}%`);
  if (bar.value !== done) bar.value = done;
  setText(rows, done < 100
    ? `${number(phase.rows)} of ${number(phase.totalRows)} rows`
    : `${number(phase.rows)} rows`);
  setText(amounts, [
    `${number(phase.doneTasks)} of ${number(phase.totalTasks)} tasks`,
    phase.bytes > 0 ? bytes(phase.bytes) : '',
  ].filter(Boolean).join(' · '));
  setText(speed, pace(phase, done, total, paused(status) || finished(status)));
}

function pace(phase, done, total, standing) {
  if (total) {
    const rates = total.seconds > 0 ? rate(total.rows / total.seconds, total.bytes / total.seconds) : '';
    return [`in ${duration(total.seconds)}`, rates].filter(Boolean).join(' · ');
  }
  return !standing && done < 100 && phase.rowsPerSecond > 0 ? rate(phase.rowsPerSecond, phase.bytesPerSecond ?? 0) : '';
}

const rate = (rows, bytesEach) =>
  rowRate(rows) + (bytesEach > 0 ? ` · ${byteRate(bytesEach)}` : '');
