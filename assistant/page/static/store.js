// Conversations in this browser's storage, so that two tabs never overwrite each other's: an entry for each turn,
// and one for each conversation that names its turns. What a turn costs is the same however many there are.
//
// conversation: {id, title, named, made, changed, turns: [turn ids], gone: [turn ids]}
// turn: {id, question, asked, readAs, answer, record, rating}; ``asked``, ``readAs`` and ``answer`` are the page's own
// HTML, cleaned when Gradio showed it; ``record`` is the answer as data (see record.py), null where there was none.
const HERE = location.pathname === "/" ? "" : location.pathname; // another assistant may stand beside this one
const CONVERSATION = `${HERE}report-conversation:`;
const TURN = `${HERE}report-turn:`; // then the conversation's id, a colon, the turn's
const OPEN = "report-conversation"; // in the session's storage: what this tab shows

export let works = true;

function guarded(action, otherwise = null) {
  try {
    return action();
  } catch {
    works = false; // no storage in this frame, or no room left
    return otherwise;
  }
}

const get = (key) => guarded(() => JSON.parse(localStorage.getItem(key)));
const put = (key, value) => guarded(() => { localStorage.setItem(key, JSON.stringify(value)); return true; }, false);
const drop = (key) => guarded(() => localStorage.removeItem(key));
const keys = (prefix) => guarded(() => Object.keys(localStorage).filter((key) => key.startsWith(prefix)), []);

export const find = (id) => get(CONVERSATION + id);
export const readTurn = (id, turn) => get(`${TURN}${id}:${turn}`);
export const writeTurn = (id, turn) => put(`${TURN}${id}:${turn.id}`, turn);

// The turns of a conversation; those that ``known`` holds are not read again.
export function turnsOf(id, known = []) {
  const mine = new Map(known.map((turn) => [turn.id, turn]));
  return (find(id)?.turns ?? []).map((turn) => mine.get(turn) ?? readTurn(id, turn)).filter(Boolean);
}

export function list() {
  const all = keys(CONVERSATION).map(get).filter((found) => found && Array.isArray(found.turns));
  return all.sort((one, other) => other.changed - one.changed);
}

// Join what this tab shows with what is stored: the other tab may have asked meanwhile.
export function keep(id, turns) {
  const kept = find(id) ?? { id, title: "", made: Date.now(), turns: [], gone: [] };
  const fresh = turns.filter((turn) => !kept.turns.includes(turn.id) && !kept.gone.includes(turn.id));
  if (!fresh.every((turn) => writeTurn(id, turn))) return turns;
  if (fresh.length) { // else nothing is written: the other tab would hear of it and answer in kind
    kept.turns.push(...fresh.map((turn) => turn.id));
    if (!kept.named) kept.title = turns.find((turn) => turn.id === kept.turns[0])?.question ?? kept.title;
    put(CONVERSATION + id, { ...kept, changed: Date.now() });
  }
  return turnsOf(id, turns);
}

export function dropTurn(id, turn) {
  const kept = find(id);
  if (!kept) return;
  const turns = kept.turns.filter((one) => one !== turn);
  put(CONVERSATION + id, { ...kept, turns, gone: [...kept.gone, turn], changed: Date.now() });
  drop(`${TURN}${id}:${turn}`);
}

export function rename(id, title) {
  const kept = find(id);
  if (kept && title.trim()) put(CONVERSATION + id, { ...kept, title: title.trim(), named: true });
}

// Remove a conversation; returns what ``restore`` brings it back from.
export function remove(id) {
  const removed = [CONVERSATION + id, ...keys(`${TURN}${id}:`)].map((key) => [key, get(key)]);
  removed.forEach(([key]) => drop(key));
  return removed;
}

export function restore(removed) {
  [...removed].reverse().forEach(([key, value]) => put(key, value)); // its turns before what names them
}

// What this tab alone keeps, and keeps when it is loaded anew.
export const recall = (name) => guarded(() => JSON.parse(sessionStorage.getItem(HERE + name)));
export const remember = (name, value) => guarded(() => (value === null ? sessionStorage.removeItem(HERE + name) : sessionStorage.setItem(HERE + name, JSON.stringify(value))));

export function opened() {
  return guarded(() => sessionStorage.getItem(OPEN));
}

export function setOpened(id) {
  guarded(() => (id ? sessionStorage.setItem(OPEN, id) : sessionStorage.removeItem(OPEN)));
}

// The citations of the conversation, for the reader's "previous" and "next".
export function setCitations(turns) {
  const all = new Map();
  for (const turn of turns) {
    for (const item of turn.record?.references ?? []) {
      all.set(item.number, { document: item.document_id, start: item.start, end: item.end, number: item.number });
    }
  }
  const sorted = [...all.values()].sort((one, other) => one.number - other.number);
  guarded(() => sessionStorage.setItem("report-citations", JSON.stringify(sorted)));
}

// Another tab has changed a conversation, or one turn of it.
export function onChange(callback) {
  addEventListener("storage", ({ key }) => {
    if (key === null || key.startsWith(CONVERSATION)) callback(key?.slice(CONVERSATION.length));
    else if (key.startsWith(TURN)) callback(...key.slice(TURN.length).split(":"));
  });
}
