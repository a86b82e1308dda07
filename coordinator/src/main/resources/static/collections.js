/** The collections, live. There may be thousands: only some are on the page at a time, and only what changed is touched. */

import { byId, element, setClass, setHidden, setText } from './elements.js';
import { GOOD, number, percent, tone, word } from './text.js';

const AT_A_TIME = 200;
const PHASES = ['dump', 'load', 'verify'];
const byName = new Intl.Collator('en', { numeric: true });

/** Rows on the page, by source name. */
const rows = new Map();
let limit = AT_A_TIME;
let onOpen = () => {};
let redraw = () => {};

/** @param change called when another choice of collections is to be shown */
export function watchChoice(change, open) {
  redraw = change;
  onOpen = open;
  for (const choice of [byId('filter'), byId('show')]) {
    choice.addEventListener('input', () => {
      limit = AT_A_TIME;
      redraw();
    });
  }
  byId('more').addEventListener('click', () => {
    limit += AT_A_TIME;
    redraw();
  });
}

/** @param all statuses, in any order */
export function showCollections(all) {
  const chosen = all.filter(wanted()).sort((one, other) => rank(one) - rank(other) || byName.compare(one.source, other.source));
  const shown = chosen.slice(0, limit);
  setHidden(byId('collections'), all.length === 0);
  setText(byId('collections-count'), count(all, chosen));
  place(shown);
  const hidden = chosen.length - shown.length;
  setText(byId('more'), `Show ${number(Math.min(hidden, AT_A_TIME))} more of ${number(hidden)}`);
  setHidden(byId('more-line'), hidden === 0);
}

function wanted() {
  const text = byId('filter').value.trim().toLowerCase();
  const kind = byId('show').value;
  const named = each => text === '' || `${each.source}\n${each.target}`.toLowerCase().includes(text);
  const kinds = { all: () => true, unfinished: each => !over(each), trouble };
  return each => named(each) && kinds[kind](each);
}

const over = each => each.verdict != null || each.state === 'FINISHED';

/** Whether something of it is set aside, or it ended badly. */
export const trouble = each => each.quarantined > 0 || each.problem != null || (each.verdict != null && !GOOD.has(each.verdict));

/** At work, then in trouble, then waiting, then well. */
function rank(each) {
  if (!over(each) && each.state !== 'PLANNED') return 0;
  if (trouble(each)) return 1;
  return over(each) ? 3 : 2;
}

function count(all, chosen) {
  const finished = all.filter(over).length;
  const progress = `${number(finished)} of ${number(all.length)} finished`;
  return chosen.length === all.length ? progress : `${number(chosen.length)} shown · ${progress}`;
}

/** Brings the rows into order; one that is where it belongs is not moved. */
function place(shown) {
  const body = byId('collection-rows');
  const names = new Set(shown.map(each => each.source));
  for (const [name, row] of rows) {
    if (!names.has(name)) {
      row.root.remove();
      rows.delete(name);
    }
  }
  let next = body.firstElementChild;
  for (const status of shown) {
    const row = rows.get(status.source) ?? add(status.source);
    update(row, status);
    if (row.root === next) next = next.nextElementSibling;
    else body.insertBefore(row.root, next);
  }
}

function add(source) {
  const cell = (title, className = '') => element('td', { role: 'cell', 'data-title': title, className });
  const name = element('button', { type: 'button', className: 'link', onclick: () => onOpen(source) }, source);
  const row = {
    target: cell('Target'),
    state: element('span', { className: 'state' }),
    phases: PHASES.map(phase => bar(source, phase)),
    rows: cell('Rows', 'number'),
    quarantined: cell('Quarantined', 'number'),
  };
  const head = element('th', { role: 'rowheader', scope: 'row' }, name);
  const state = cell('State');
  state.append(row.state);
  row.root = element('tr', { role: 'row' }, head, row.target, state, ...row.phases.map(each => each.cell), row.rows, row.quarantined);
  rows.set(source, row);
  return row;
}

function bar(source, phase) {
  const progress = element('progress', { max: 100, value: 0, 'aria-label': `${source} ${phase}` });
  const share = element('span', { className: 'share' });
  const cell = element('td', { role: 'cell', 'data-title': word(phase), className: 'bar' }, progress, share);
  return { cell, progress, share };
}

function update(row, status) {
  if (row.status === status) return;
  row.status = status;
  setText(row.target, status.target);
  setText(row.state, status.verdict ?? word(status.state));
  setClass(row.state, `state ${status.verdict ? tone(status.verdict) : status.state === 'PLANNED' ? '' : 'busy'}`);
  PHASES.forEach((name, index) => updateBar(row.phases[index], status.phases.find(each => each.name === name), status.verdict));
  setText(row.rows, number(size(status)));
  setText(row.quarantined, number(status.quarantined));
  row.quarantined.classList.toggle('bad', status.quarantined > 0);
  row.quarantined.classList.toggle('none', status.quarantined === 0);
  row.target.classList.toggle('same', status.target === status.source);
}

/** Rows as planned, deleted ones included; once they were read, what there really is. */
function size({ phases: [first], verdict }) {
  if (first === undefined) return 0;
  return percent(first, verdict) === 100 ? first.rows : first.totalRows;
}

function updateBar({ progress, share }, phase, verdict) {
  progress.hidden = phase === undefined;
  const done = phase === undefined ? 0 : percent(phase, verdict);
  if (progress.value !== done) progress.value = done;
  progress.classList.toggle('done', done === 100);
  setText(share, phase === undefined ? '–' : `${done}%`);
}
