/** The page: follows the newest migration, and shows what changed a few times a second. */

import { showActions, wireActions } from './actions.js';
import { migrations, report as fetchReport } from './coordinator.js';
import { showCollections, trouble, watchChoice } from './collections.js';
import { showDetails } from './details.js';
import { byId } from './elements.js';
import { follow } from './events.js';
import { showFindings } from './findings.js';
import { finished, notice, showConnection, showOverview } from './overview.js';
import { showPhases } from './phases.js';
import { showVerdict } from './verdict.js';

const DRAW_MILLIS = 250;
const LOOK_MILLIS = 1500;

let migration = null;
const collections = new Map();
/** Text and content of the report of the run on the page. */
let report = null;
let reportedRun = null;
let opened = null;
let drawing = null;
let following = new AbortController();

function draw() {
  drawing = null;
  byId('content').hidden = false;
  const read = report?.content ?? null;
  showOverview(migration);
  showActions(migration, [...collections.values()].some(trouble));
  showVerdict(migration, read, download);
  if (migration !== null) showPhases(migration, read);
  showFindings(read);
  showCollections([...collections.values()]);
  if (opened !== null && byId('collection-dialog').open) open(opened);
}

/** Not by animation frame: a page in the background still names the verdict in its title. */
function drawSoon() {
  drawing ??= setTimeout(draw, DRAW_MILLIS);
}

function take(name, status) {
  if (name === 'migration') takeMigration(status);
  else if (name === 'collection' && status.run >= (migration?.run ?? 0)) collections.set(status.source, status);
  drawSoon();
}

function takeMigration(status) {
  if (migration !== null && status.run > migration.run) {
    notice('');
    report = null;
    for (const [source, each] of collections) {
      if (each.run < status.run) collections.delete(source);
    }
  }
  migration = status;
  if (!finished(status)) {
    report = null;
    reportedRun = null;
  } else if (status.reported && reportedRun !== status.run) {
    reportedRun = status.run;
    takeReport(status);
  }
}

async function takeReport({ migration: id, run }) {
  try {
    const text = await fetchReport(id);
    if (migration.run === run) report = { text, content: JSON.parse(text) };
  } catch {
    reportedRun = null;
  }
  drawSoon();
}

function download() {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([report.text], { type: 'application/json' }));
  link.download = `m2m-report-${migration.migration}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LOOK_MILLIS);
}

function open(source) {
  opened = source;
  const status = collections.get(source);
  if (status) showDetails(status, report?.content.collections.find(each => each.source === source));
}

/** Undefined when the coordinator cannot say, null when there is no migration. */
async function newest() {
  try {
    const known = await migrations();
    showConnection(true);
    return known.sort((one, other) => other.run - one.run)[0] ?? null;
  } catch {
    showConnection(false);
    return undefined;
  }
}

async function watch() {
  showConnection(null);
  for (;;) {
    const found = await newest();
    if (found === null) {
      forget();
      draw();
    }
    if (found) await followOne(found.migration);
    await new Promise(resolve => setTimeout(resolve, LOOK_MILLIS));
  }
}

async function followOne(id) {
  if (migration?.migration !== id) forget();
  following = new AbortController();
  await follow(id, { onStatus: take, onConnection: showConnection, stop: following.signal });
}

function forget() {
  migration = null;
  report = null;
  reportedRun = null;
  collections.clear();
}

watchChoice(drawSoon, open);
wireActions(id => {
  if (migration !== null && migration.migration !== id) following.abort();
});
watch();
