/** Numbers, times and words as the command line writes them. */

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

export const GOOD = new Set(['VERIFIED', 'LOADED', 'DUMPED']);

export const number = value => whole.format(value);

export const counted = (count, noun) => `${number(count)} ${noun}${count === 1 ? '' : 's'}`;

export const moment = instant => moments.format(new Date(instant));

/** @param value bytes; units are powers of 1000 */
export function bytes(value) {
  for (const [unit, size] of [['TB', 1e12], ['GB', 1e9], ['MB', 1e6], ['kB', 1e3]]) {
    if (value >= size) return `${tenth.format(value / size)} ${unit}`;
  }
  return `${number(value)} B`;
}

export const rowRate = perSecond => `${number(perSecond)} rows/s`;

export const byteRate = perSecond => `${bytes(perSecond)}/s`;

export function duration(seconds) {
  if (seconds < 60) return `${tenth.format(seconds)} s`;
  return clock(Math.floor(seconds));
}

/** Without tenths, for what changes every second. */
export function clock(seconds) {
  const two = value => String(Math.floor(value)).padStart(2, '0');
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  return `${number(Math.floor(seconds / 3600))} h ${two((seconds % 3600) / 60)} min`;
}

/** RUNNING and running become Running. */
export const word = name => name.charAt(0).toUpperCase() + name.slice(1).toLowerCase().replaceAll('_', ' ');

/** Class of a verdict's colour. */
export function tone(verdict) {
  if (GOOD.has(verdict)) return 'good';
  return verdict === 'INCOMPLETE' ? 'partly' : 'bad';
}

/**
 * How far a phase is: by rows while tasks are open, so that 100 means that no task is left.
 *
 * @param verdict of the collection or migration it belongs to; null before its end
 */
export function percent(phase, verdict) {
  if (GOOD.has(verdict)) return 100;
  if (phase.totalTasks > 0 && phase.doneTasks >= phase.totalTasks) return 100;
  return phase.totalRows > 0 ? Math.min(99, Math.floor(100 * phase.rows / phase.totalRows)) : 0;
}
