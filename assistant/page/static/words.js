// What the script says, in the page's language, and small helpers that all parts share.
const meta = document.querySelector('meta[name="report-words"]');
export const words = JSON.parse(meta.content);
export const language = meta.lang;

export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// A new element; children may be elements or text, which is never interpreted.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function announce(said) {
  const place = document.getElementById("announce");
  if (place) place.textContent = said;
}

export const number = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// Put a text into one of Gradio's boxes as if it had been typed.
export function type(box, text) {
  const area = document.querySelector(`#${box} textarea, #${box} input`);
  if (!area) return null;
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(area), "value").set.call(area, text);
  area.dispatchEvent(new Event("input", { bubbles: true }));
  return area;
}

export const box = () => document.querySelector("#question textarea");

// What was asked, without the button that shows all of it.
export const questionOf = (asked) => (asked?.querySelector("h2") ?? asked)?.innerText.trim() ?? "";

// Ask without the box: what is being typed there stays.
export function ask(question) {
  document.dispatchEvent(new CustomEvent("asking", { detail: { question } }));
  type("wanted", question);
  setTimeout(() => document.getElementById("go")?.click(), 50); // Gradio has taken the question over by then
}

export async function send(method, address, body) {
  const reply = await fetch(address, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(reply.status);
  return reply;
}
