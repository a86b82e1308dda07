/** What can be asked of the coordinator, and when. */

import { sentence, start, tell } from './coordinator.js';
import { byId, setHidden, setText } from './elements.js';
import { openLimits } from './limits.js';
import { finished, notice, paused } from './overview.js';
import { GOOD } from './text.js';

let shown = null;

/** @param troubled whether something of it ended badly so far */
export function showActions(status, troubled) {
  shown = status;
  const running = status !== null && !finished(status);
  setText(byId('pause'), running && paused(status) ? 'Resume' : 'Pause');
  setHidden(byId('start'), running);
  setHidden(byId('pause'), !running);
  setHidden(byId('limits'), !running);
  setHidden(byId('cancel'), !running);
  setHidden(byId('retry'), !(troubled || (status !== null && finished(status) && !GOOD.has(status.verdict))));
}

/** @param started told the id of a migration that was started */
export function wireActions(started) {
  byId('start').addEventListener('click', () => ask('start-dialog', answer => answer === 'start' && act('start', begin(started))));
  byId('pause').addEventListener('click', () => act('pause', () => tell(shown.migration, paused(shown) ? 'resume' : 'pause')));
  byId('retry').addEventListener('click', () => act('retry', () => tell(shown.migration, 'retry')));
  byId('limits').addEventListener('click', () => act('limits', () => openLimits(shown.migration)));
  document.querySelectorAll('dialog .close').forEach(each => each.addEventListener('click', () => each.closest('dialog').close()));
  byId('cancel').addEventListener('click', () =>
    ask('cancel-dialog', answer => answer === 'cancel' && act('cancel', () => tell(shown.migration, 'cancel'))));
}

function ask(id, answered) {
  const dialog = byId(id);
  dialog.returnValue = '';
  dialog.onclose = () => answered(dialog.returnValue);
  dialog.showModal();
}

const begin = started => async () => {
  const level = byId('level').value;
  const { migration } = await start({ command: byId('command').value, ...(level === '' ? {} : { level }) });
  started(migration);
};

/** A button that was pressed waits for its answer; disabled it would lose the focus. */
async function act(name, request) {
  const button = byId(name);
  if (button.ariaBusy === 'true') return;
  button.ariaBusy = 'true';
  notice('');
  try {
    await request();
  } catch (failure) {
    notice(sentence(failure));
  } finally {
    button.ariaBusy = 'false';
  }
}
