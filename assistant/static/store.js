// Conversations in this browser's storage, one entry each, so that two tabs never overwrite each other's.
//
// {id, title, named, made, changed, turns: [{id, question, asked, readAs, answer, record, rating}], gone: [turn ids]}
// ``asked``, ``readAs`` and ``answer`` are the page's own HTML, cleaned when Gradio showed it; ``record`` is the
// answer as data (see record.py), null where there was none.
const PREFIX = "report-conversation:";
const OPEN = "report-conversation"; // in the session's storage: what this tab shows

export let works = true;

function guarded(action, otherwise) {
  try {
    const result = action();
    return result;
  } catch {
    works = false; // no storage in this frame, or no room left
    return otherwise;
  }
}

export function read(id) {
  return guarded(() => JSON.parse(localStorage.getItem(PREFIX + id)), null);
}

export function list() {
  const ids = guarded(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)), []);
  const all = ids.map((key) => read(key.slice(PREFIX.length))).filter((found) => found && Array.isArray(found.turns));
  return all.sort((one, other) => other.changed - one.changed);
}

function write(conversation) {
  guarded(() => localStorage.setItem(PREFIX + conversation.id, JSON.stringify(conversation)));
}

// Join what this tab shows with what is stored: the other tab may have asked meanwhile.
export function keep(id, turns) {
  const now = Date.now();
  const kept = read(id) ?? { id, title: turns[0]?.question ?? "", made: now, turns: [], gone: [] };
  const mine = new Map(turns.map((turn) => [turn.id, turn]));
  const joined = kept.turns.map((turn) => mine.get(turn.id) ?? turn);
  const there = new Set(joined.map((turn) => turn.id));
  joined.push(...turns.filter((turn) => !there.has(turn.id)));
  kept.turns = joined.filter((turn) => !kept.gone.includes(turn.id));
  if (!kept.named && kept.turns.length) kept.title = kept.turns[0].question;
  write({ ...kept, changed: now });
  return kept.turns;
}

export function dropTurn(id, turn) {
  const kept = read(id);
  if (!kept) return;
  kept.turns = kept.turns.filter((one) => one.id !== turn);
  write({ ...kept, gone: [...kept.gone, turn], changed: Date.now() });
}

export function rename(id, title) {
  const kept = read(id);
  if (kept && title.trim()) write({ ...kept, title: title.trim(), named: true });
}

export function remove(id) {
  guarded(() => localStorage.removeItem(PREFIX + id));
}

export function opened() {
  return guarded(() => sessionStorage.getItem(OPEN), null);
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

export function onChange(callback) {
  addEventListener("storage", (event) => {
    if (event.key === null || event.key.startsWith(PREFIX)) callback(event.key?.slice(PREFIX.length));
  });
}
