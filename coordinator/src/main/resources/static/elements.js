/** Building the page. Text from a store or the coordinator only ever becomes a text node. */

export const byId = id => document.getElementById(id);

/** @param properties properties of the element, or attributes where it has no such property; null leaves one out */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter(child => child !== null));
  return made;
}

/** One of the symbols of index.html. */
export function symbol(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#${name}`);
  svg.setAttribute('class', 'symbol');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
}

/** Touches the page only when something changes: a screen reader would read it again. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function setClass(node, name) {
  if (node.className !== name) node.className = name;
}

/** Hides or shows; a hidden element does not keep the focus. */
export function setHidden(node, hidden) {
  if (node.hidden === hidden) return;
  const focused = node.contains(document.activeElement);
  node.hidden = hidden;
  if (hidden && focused) byId('state').focus();
}

/**
 * A table whose rows become cards on a narrow screen.
 *
 * @param columns [{ title, number?, code? }]
 * @param rows lists of texts or elements, one per column
 */
export function table(columns, rows) {
  const head = columns.map(({ title, number }) =>
    element('th', { role: 'columnheader', scope: 'col', className: number ? 'number' : '' }, title));
  const cell = (content, { title, number, code }) =>
    element('td', { role: 'cell', 'data-title': title, className: number ? 'number' : code ? 'code' : '' }, content);
  const body = rows.map(row =>
    element('tr', { role: 'row' }, ...row.map((content, index) => cell(content, columns[index]))));
  return element('table', { role: 'table', className: 'cards' },
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...head)),
    element('tbody', { role: 'rowgroup' }, ...body));
}
