/** One collection, with what the report says of it. */

import { byId, element, table } from './elements.js';
import { bytes, number, percent, word } from './text.js';

let shown = [];

/** @param found the collection in the report; undefined while there is no report */
export function showDetails(status, found) {
  const dialog = byId('collection-dialog');
  if (!dialog.open) dialog.showModal();
  // What did not change is left alone, so that text can be selected.
  if (shown[0] === status && shown[1] === found) return;
  shown = [status, found];
  byId('collection-name').textContent = status.source;
  byId('collection-details').replaceChildren(...[
    facts(status, found),
    status.problem ? element('p', { className: 'notice bad' }, status.problem.sentence) : null,
    progress(status),
    ...(found === undefined ? [] : [fingerprints(found), partitions(found)]),
  ].filter(each => each !== null));
}

function facts(status, found) {
  const list = [['Target', status.target], ['State', status.verdict ?? word(status.state)]];
  if (found !== undefined) {
    const { index } = found;
    list.push(
      ['Vectors', `${found.vectorType}, dimension ${number(found.dim)}, metric ${found.metric}`],
      ['Rows', `${number(found.sourceRows)} in the source, ${number(found.deletedRows)} of them deleted, ${number(found.liveRows)} live`],
      ['On the target', found.targetRows === null || found.targetRows === undefined ? 'not counted' : `${number(found.targetRows)} rows`]);
    if (index?.target) {
      list.push(['Index', `${index.source === index.target ? index.target : `${index.source} → ${index.target}`}${index.state ? `, ${index.state}` : ''}`]);
    }
  }
  return element('dl', {}, ...list.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

function progress({ phases, verdict }) {
  const count = (part, whole) => (part < whole ? `${number(part)} of ${number(whole)}` : number(part));
  return titled('Phases', table(
    [{ title: 'Phase' }, { title: 'Done', number: true }, { title: 'Tasks', number: true }, { title: 'Rows', number: true }, { title: 'Bytes', number: true }],
    phases.map(phase => [word(phase.name), `${percent(phase, verdict)}%`, count(phase.doneTasks, phase.totalTasks),
      count(phase.rows, phase.totalRows), bytes(phase.bytes)])));
}

function fingerprints({ fingerprint, idFingerprint }) {
  const line = (name, { source, target }) => [name, source ?? 'not taken', target ?? 'not taken'];
  return titled('Fingerprints', table(
    [{ title: 'Of' }, { title: 'Source', code: true }, { title: 'Target', code: true }],
    [line('ids and vectors', fingerprint), line('ids', idFingerprint)]));
}

function partitions(found) {
  if (found.partitions.length < 2) return null;
  return titled('Partitions', table(
    [{ title: 'Source' }, { title: 'Target' }, { title: 'Live rows', number: true }, { title: 'On the target', number: true }],
    found.partitions.map(each => [each.source === '' ? '_default' : each.source, each.target, number(each.liveRows),
      each.targetRows === null || each.targetRows === undefined ? '–' : number(each.targetRows)])));
}

const titled = (title, content) => element('section', {}, element('h3', {}, title), content);
