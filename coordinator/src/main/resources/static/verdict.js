/** How the migration ended, large. */

import { byId, element, setClass, setHidden, symbol } from './elements.js';
import { counted, duration, tone } from './text.js';

const SYMBOLS = {
  VERIFIED: 'good', LOADED: 'good', DUMPED: 'good', INCOMPLETE: 'partly', MISMATCH: 'differs', FAILED: 'bad',
};

const AGREES = {
  COUNTS: 'Source and target have the same number of rows in every collection and partition. Ids and vectors were not compared.',
  IDS: 'Every id of the source is on the target, and no other. Vectors were not compared.',
  SAMPLE: 'Every id of the source is on the target, and no other. The vectors of a random sample are equal, bit for bit.',
  FULL: 'Every id and every vector of the source is on the target, bit for bit, and nothing besides.',
  SEARCH: 'Every id and every vector of the source is on the target, bit for bit, and nothing besides. Sampled searches return what they should; the report has the recall.',
};

const MEANINGS = {
  DUMPED: 'Everything was dumped to staging. Nothing was loaded.',
  LOADED: 'Everything was imported and the counts agree. Ids and vectors were not compared.',
  INCOMPLETE: 'Something is quarantined or not loaded. The rest agrees.',
  MISMATCH: 'Target and source differ.',
  FAILED: 'The migration could not be carried through.',
};

let shown = '';

/** @param report null while there is none */
export function showVerdict(status, report, download) {
  const verdict = status?.verdict ?? null;
  const text = JSON.stringify([verdict, status?.run, report !== null]);
  if (text === shown) return;
  shown = text;
  const place = byId('verdict');
  if (verdict !== null) {
    setClass(place, `verdict ${tone(verdict)}`);
    place.replaceChildren(
      symbol(SYMBOLS[verdict] ?? 'partly'),
      element('div', {},
        element('strong', {}, verdict),
        element('p', {}, meaning(status)),
        report === null ? null : element('p', { className: 'facts' }, facts(report))),
      report === null ? '' : element('button', { type: 'button', onclick: download }, 'Download the report'));
  }
  setHidden(place, verdict === null);
}

/** One sentence: what the verdict says, or why there is none better. */
export function meaning({ verdict, level, problem }) {
  if (problem) return problem.sentence;
  return verdict === 'VERIFIED' ? AGREES[level] ?? 'Target and source agree.' : MEANINGS[verdict] ?? '';
}

function facts(report) {
  const sum = value => report.collections.reduce((total, each) => total + value(each), 0);
  const leftOut = sum(each => (each.leftOut ?? []).reduce((rows, policy) => rows + policy.rows, 0));
  const quarantined = sum(each => each.quarantined.length);
  return [
    counted(report.collections.length, 'collection'),
    counted(sum(each => each.targetRows ?? each.liveRows), 'row'),
    leftOut > 0 ? `without ${counted(leftOut, 'row')} left out by a policy` : '',
    quarantined > 0 ? `${counted(quarantined, 'segment')} quarantined` : '',
    report.level && !['DUMPED', 'LOADED'].includes(report.verdict) ? `level ${report.level}` : '',
    report.finishedAt ? `in ${duration((Date.parse(report.finishedAt) - Date.parse(report.startedAt)) / 1000)}` : '',
  ].filter(Boolean).join(' · ');
}
