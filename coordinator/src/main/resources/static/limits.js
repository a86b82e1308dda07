/** The form that holds a running migration back. */

import { limits, sentence, setLimits } from './coordinator.js';
import { byId, setText } from './elements.js';

/** Units of one field, in what the API counts. */
const FIELDS = { importsInFlight: 1, stagingBytes: 1e6, dumpBytesPerSecond: 1e6, loadBytesPerSecond: 1e6 };

/** @returns a promise that fails when the limits cannot be read */
export async function openLimits(id) {
  const values = await limits(id);
  for (const [name, unit] of Object.entries(FIELDS)) {
    const value = values[name];
    byId(name).value = value === null || value === undefined ? '' : value / unit;
  }
  setText(byId('limits-refused'), '');
  byId('limits-form').onsubmit = event => {
    event.preventDefault();
    send(id);
  };
  byId('limits-dialog').showModal();
}

async function send(id) {
  const values = Object.fromEntries(Object.entries(FIELDS).map(([name, unit]) => {
    const text = byId(name).value;
    return [name, text === '' ? null : Math.round(Number(text) * unit)];
  }));
  try {
    await setLimits(id, values);
    byId('limits-dialog').close();
  } catch (failure) {
    setText(byId('limits-refused'), sentence(failure));
  }
}
