/** What the report says apart from numbers: what is missing, changed or worth knowing. */

import { byId, element, table } from './elements.js';
import { counted, number } from './text.js';

/** More than that is read in the report, not on a page. */
const MOST = 500;
/** So many need no scrolling. */
const FEW = 8;
const KINDS = ['missing', 'extra', 'different'];

let shown = null;

/** @param report null while there is none */
export function showFindings(report) {
  if (report === shown) return;
  shown = report;
  byId('findings').replaceChildren(...(report === null ? [] : sections(report)));
}

function sections({ collections, notes }) {
  const of = (list, row) => collections.flatMap(each => list(each).map(item => row(each, item)));
  const ofKind = kind => of(each => each.differences[kind],
    (each, row) => [each.source, kind, row.id, row.partition, row.segment ?? '–']);
  return [
    section('Problems', true, ['Collection', 'Problem'],
      collections.filter(each => each.problem).map(each => [each.source, each.problem])),
    section('Quarantined segments', true,
      ['Collection', 'Partition', { title: 'Segment', code: true }, { title: 'Rows', number: true }, 'Reason and file'],
      of(each => each.quarantined,
        (each, lost) => [each.source, lost.partition, lost.segment, number(lost.rows), reason(lost)])),
    section('Rows that differ', true,
      ['Collection', ...KINDS.map(kind => ({ title: `Rows ${kind}`, number: true })), { title: 'List in staging', code: true }],
      collections.filter(each => each.differences.file).map(({ source, differences }) =>
        [source, ...KINDS.map(kind => number(differences[`${kind}Rows`])), differences.file])),
    section('Differences', true,
      ['Collection', 'Row is', { title: 'Id', code: true }, 'Partition', { title: 'Segment', code: true }],
      KINDS.flatMap(ofKind),
      'The first 100 of each kind and collection; all of them are in the lists in staging.'),
    section('Rows left out', true, ['Collection', 'By', { title: 'Rows', number: true }, { title: 'List in staging', code: true }],
      of(each => each.leftOut ?? [], (each, left) => [each.source, left.policy, number(left.rows), left.file])),
    section('Renamed', false, ['Collection', 'Source', 'Target'],
      of(each => each.renamed, (each, name) => [each.source, name.source, name.target])),
    section('Repeated ids', false,
      ['Collection', { title: 'Rows beyond the first', number: true }, { title: 'List in staging', code: true }],
      collections.filter(each => each.repeatedIds > 0).map(each =>
        [each.source, number(each.repeatedIds), each.repeated?.file ?? '–'])),
    section('Notes', false, ['Collection', 'Note'],
      [...(notes ?? []).map(note => ['–', note]), ...of(each => each.notes ?? [], (each, note) => [each.source, note])]),
  ].filter(each => each !== null);
}

const reason = lost => element('div', {}, element('p', {}, lost.reason), element('p', { className: 'code' }, lost.file));

/** @param open whether it is unfolded at first: what is wrong is, what is only worth knowing is not */
function section(title, open, columns, rows, remark = null) {
  if (rows.length === 0) return null;
  const named = columns.map(each => (typeof each === 'string' ? { title: each } : each));
  const more = rows.length - MOST;
  return element('details', { open, className: open ? 'finding trouble' : 'finding' },
    element('summary', {}, element('h2', {}, title), element('span', { className: 'soft' }, number(rows.length))),
    remark === null ? null : element('p', { className: 'soft' }, remark),
    element('div', { className: 'scroll', tabIndex: rows.length > FEW ? 0 : -1, role: 'group', 'aria-label': title },
      table(named, rows.slice(0, MOST))),
    more > 0 ? element('p', { className: 'more' }, `and ${counted(more, 'line')} more in the report`) : null);
}
