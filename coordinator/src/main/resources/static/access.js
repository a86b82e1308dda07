/** The token that a coordinator off localhost wants. The tab keeps it; nothing is written to disk. */

import { byId, setText } from './elements.js';

const KEY = 'm2m-token';
let asked = null;

export const token = () => sessionStorage.getItem(KEY);

/** Asks for a token in place of one that was refused; whoever asks meanwhile gets the same answer. */
export function newToken(refused) {
  if (token() !== refused) return Promise.resolve();
  asked ??= ask(refused).finally(() => { asked = null; });
  return asked;
}

function ask(refused) {
  setText(byId('access-refused'), refused === null ? '' : 'The coordinator refused this token.');
  byId('access').hidden = false;
  byId('content').classList.add('locked');
  byId('token').value = '';
  byId('token').focus();
  return new Promise(answered => {
    byId('access-form').addEventListener('submit', event => {
      event.preventDefault();
      sessionStorage.setItem(KEY, byId('token').value.trim());
      byId('access').hidden = true;
      byId('content').classList.remove('locked');
      answered();
    }, { once: true });
  });
}
