/** What can be asked of the coordinator, and when. */

import { sentence, start, tell } from './coordinator.js';
import { byId, setHidden, setText } from './elements.js';
import { openLimits } from './limits.js';
import { finished, notice, paused } from './overview.js';
import { GOOD } from './text.js';

let shown = null;

export function showActions(status) {
  shown = status;
  const running = status !== null && !finished(status);
  setText(byId('pause'), running && paused(status) ? 'Resume' : 'Pause');
  setHidden(byId('start'), running);
  setHidden(byId('pause'), !running);
  setHidden(byId('limits'), !running);
  setHidden(byId('cancel'), !running);
  setHidden(byId('retry'), !retryable(status));
}

/** What ended badly, or is stuck while it runs, can be tried again. */
function retryable(status) {
  if (status === null) return false;
  return finished(status) ? !GOOD.has(status.verdict) : status.quarantined > 0 || status.problem != null;
}

/** @param started told the id of a migration that was started */
export function wireActions(started) {
  byId('start').addEventListener('click', () => ask('start-dialog', answer => answer === 'start' && act('start', begin(started))));
  byId('pause').addEventListener('click', () => act('pause', () => tell(shown.migration, paused(shown) ? 'resume' : 'pause')));
  byId('retry').addEventListener('click', () => act('retry', () => tell(shown.migration, 'retry')));
  byId('limits').addEventListener('click', () => act('limits', () => openLimits(shown.migration)));
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
