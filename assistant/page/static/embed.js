// The report assistant on any page: <report-assistant site="…">. No dependency, no eval, no inline
// style; everything it shows is put together as text nodes, so that nothing is interpreted.
"use strict";
(() => {
  // The assistant's address, whatever path it has: this script's own without /embed.js or /embed/js/….js.
  const HERE = document.currentScript?.src.replace(/\/embed(\.js|\/js\/[^/]*)$/, "") || location.origin;
  const KEPT = 20; // turns that survive a reload
  const WORDS = {
    en: {
      bubble: "Ask the report", title: "Ask the report", full: "Open on a full page", close: "Close the assistant",
      log: "Conversation", label: "Ask about the report", ask: "Ask", stop: "Stop", retry: "Try again",
      hint: "Answers come from this report alone.", next: "You could ask next", start: "For example",
      own: "In the report’s own words", readAs: "Read as:", open: "Open in report", copy: "Copy with reference",
      copied: "Copied", noCopy: "Copying is not allowed here", check: "Word for word in the report", reads: "In the report’s words, read with those above them",
      relevance: ["Touches on it", "Supports it", "States it directly"], stopped: "Stopped.", clear: "New conversation",
      failed: "Not answered", contact: "Whom to ask: ",
      table: (n) => `All as a table: ${n}`, figure: "Figure", unit: "What it counts", name: "Name", where: "Where it stands",
      doing: { reading: "Reading the question …", searching: "Searching the report …", writing: "Writing the answer …", checking: "Checking each word …" },
      why: {
        origin: `The assistant is not set up for this page: ${location.origin} is not among the site’s origins.`,
        site: "The assistant is not set up for this page: it knows no such site.", key: "The assistant did not accept this page’s pass. Load the page again.",
        policy: "This page’s content security policy keeps it from reaching the assistant.", offline: "The assistant cannot be reached.",
        many: (n) => `Too many questions: ask again in ${n} ${n === 1 ? "second" : "seconds"}.`, busy: "The assistant is starting or busy. Ask again in a moment.",
        slow: "No whole answer came in time. Ask again.", broken: "Something went wrong at the assistant.", cut: "The answer was cut off.",
      },
      helps: "This answer helps", wrong: "Something is wrong with this answer", thanks: "Thank you.", notKept: "The rating could not be kept.",
      source: (n) => `Source ${n}`, sources: (n) => (n === 1 ? "1 source" : `${n} sources`), paragraph: (n) => `paragraph ${n}`,
      part: (n) => `Part ${n}`, section: (n) => `Section ${n}`,
      status: { answered: "Answered", partly_answered: "Partly answered", not_in_report: "Not in the report", needs_clarification: "What do you mean?", conversation: "Beside the report", rejected: "Not a question for the report" },
    },
    zh: {
      bubble: "查询报告", title: "查询报告", full: "在完整页面中打开", close: "关闭", log: "对话", label: "就报告提问", ask: "提问", stop: "停止",
      retry: "重试", hint: "回答只依据本报告。", next: "还可以问", start: "例如", own: "报告原文", readAs: "理解为：", open: "在报告中打开",
      copy: "复制并附出处", copied: "已复制", noCopy: "此处不允许复制", check: "与报告逐字一致", reads: "报告原文，与其上方的表头或引言连读", relevance: ["有所涉及", "可以佐证", "直接说明"],
      stopped: "已停止。", clear: "新对话", failed: "未能回答", contact: "可咨询：",
      table: (n) => `全部列表：${n} 项`, figure: "数字", unit: "所指事物", name: "名称", where: "所在位置",
      doing: { reading: "正在理解问题……", searching: "正在查阅报告……", writing: "正在撰写回答……", checking: "正在逐字核对……" },
      why: {
        origin: `本页面未获准使用助手：${location.origin} 不在该站点的来源之列。`, site: "本页面未获准使用助手：没有这个站点。", key: "助手未接受本页面的通行证，请重新加载页面。",
        policy: "本页面的内容安全策略不允许连接助手。", offline: "无法连接助手。", many: (n) => `提问过多，请在 ${n} 秒后再试。`, busy: "助手正在启动或繁忙，请稍后再问。",
        slow: "未能及时得到完整回答，请再问一次。", broken: "助手出错了。", cut: "回答中断。",
      },
      helps: "有帮助", wrong: "回答有问题", thanks: "谢谢。", notKept: "评价未能保存。", source: (n) => `出处 ${n}`, sources: (n) => `${n} 处出处`, paragraph: (n) => `第 ${n} 段`,
      part: (n) => `第 ${n} 部分`, section: (n) => `第 ${n} 节`,
      status: { answered: "已回答", partly_answered: "部分回答", not_in_report: "报告中没有", needs_clarification: "请说明您的问题", conversation: "报告之外", rejected: "不是针对报告的问题" },
    },
  };
  const REASONS = { 401: "key", 429: "many", 503: "busy", 504: "slow" };
  const INPUT = ["beforeinput", "input", "change", "paste", "copy", "cut", "compositionstart", "compositionupdate", "compositionend"]; // none of the page's business
  const BLOCKED = []; // addresses that the page's policy has kept from being loaded
  const COVERING = matchMedia("(max-width: 700px)"); // see the style below
  const KIND = { answered: "answered", partly_answered: "partly", not_in_report: "absent", needs_clarification: "absent", conversation: "absent", rejected: "rejected" };
  const ICONS = {
    chat: "M2.8 4.3c0-.8.7-1.500 1.500-1.500h9.400c.8 0 1.500.7 1.500 1.500v6.400c0 .8-.7 1.500-1.500 1.500H8.600l-3.500 3v-3h-.8c-.8 0-1.500-.7-1.500-1.500V4.300ZM6 6.200h6M6 8.800h4",
    full: "M10.500 3H15v4.500M15 3 9.800 8.200M7.500 15H3v-4.500M3 15l5.200-5.200", close: "m4.500 4.500 9 9M13.500 4.500l-9 9",
    send: "M9 15V3.500M4 8.300l5-5 5 5", stop: "M5 5h8v8H5z", chevron: "m4.500 7 4.500 4.500L13.500 7", check: "m3.500 9.500 3.700 3.700 7.300-8",
    book: "M9 4.600C7.400 3.400 5 3 2.500 3.200v10.600c2.500-.2 4.900.2 6.500 1.400 1.600-1.200 4-1.600 6.500-1.400V3.200C13 3 10.600 3.400 9 4.600Zm0 0v10.600",
    up: "M5.500 8 8.300 2.700c1.200 0 2 .9 1.800 2L9.700 7h4.100c1 0 1.700.9 1.500 1.900l-.9 4.700c-.1.800-.8 1.400-1.600 1.400H5.500M5.500 8v7H2.700V8h2.800Z",
    copy: "M6 7.500C6 6.700 6.700 6 7.500 6h6c.8 0 1.500.7 1.500 1.500v6.500c0 .8-.7 1.500-1.500 1.500h-6c-.8 0-1.500-.7-1.500-1.500zM12 6V4a1.500 1.500 0 0 0-1.500-1.500h-6A1.500 1.500 0 0 0 3 4v6.500A1.500 1.500 0 0 0 4.500 12H6",
  };
  const LIGHT = "color-scheme:light;--desk:#f2f4f6;--paper:#fff;--sunken:#e8ecef;--ink:#18212a;--ink-2:#43505c;--ink-3:#5b6874;--rule:#d7dde2;--edge:#7c8893;--accent:#1b4f80;--accent-strong:#123a60;--on-accent:#fff;--accent-soft:#e6eff7;--mark:#ffe9a6;--mark-ink:#241c00;--mark-edge:#9a6d00;--answered:#1a6a3e;--partly:#7a4d00;--absent:#43505c;--rejected:#96302a;--focus:#1b4f80;--shadow:0 12px 32px rgb(16 28 40/.18),0 2px 6px rgb(16 28 40/.1)";
  const DARK = "color-scheme:dark;--desk:#11161b;--paper:#192027;--sunken:#232c35;--ink:#e7ecf0;--ink-2:#b6c1cb;--ink-3:#94a1ad;--rule:#2e3944;--edge:#6b7986;--accent:#8ec0ef;--accent-strong:#b3d6f6;--on-accent:#0c1a28;--accent-soft:#1d3145;--mark:#574711;--mark-ink:#fff2c4;--mark-edge:#dcb740;--answered:#7fcf9f;--partly:#e8bd6a;--absent:#b6c1cb;--rejected:#f2a29b;--focus:#b3d6f6;--shadow:0 12px 32px rgb(0 0 0/.55),0 2px 6px rgb(0 0 0/.5)";
  const CSS = `
:host{all:initial;${LIGHT};--target:36px;--sans:-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;--serif:ui-serif,Charter,"Bitstream Charter",Cambria,"Noto Serif","Liberation Serif","Times New Roman","Songti SC","Noto Serif CJK SC",serif;font:16px/1.45 var(--sans);color:var(--ink)}
:host([hidden]){display:none}
:host([theme=dark]){${DARK}}
@media(prefers-color-scheme:dark){:host(:not([theme=light])){${DARK}}}
@media(pointer:coarse){:host{--target:44px}}
*,*::before,*::after{box-sizing:border-box}
h2,p,ul,blockquote{margin:0;padding:0}ul{list-style:none}[hidden]{display:none!important}
button,textarea{font:inherit;color:inherit}summary{cursor:pointer;list-style:none}summary::-webkit-details-marker{display:none}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
svg{width:18px;height:18px;flex:none;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.bubble{position:fixed;right:24px;bottom:24px;z-index:2147483000;display:inline-flex;align-items:center;gap:10px;min-height:52px;padding:0 24px 0 16px;border:2px solid var(--paper);border-radius:999px;background:var(--accent);color:var(--on-accent);font-weight:600;box-shadow:var(--shadow);cursor:pointer}
.bubble:hover{background:var(--accent-strong)}.bubble svg{width:22px;height:22px}.bubble:focus-visible{border-radius:999px}
.panel{position:fixed;right:24px;bottom:24px;z-index:2147483000;display:flex;flex-direction:column;width:408px;height:min(832px,calc(100vh - 48px));border:1px solid var(--edge);border-radius:14px;background:var(--desk);box-shadow:var(--shadow);overflow:hidden}
:host([position=left]) :is(.bubble,.panel){right:auto;left:24px}
:host([inline]){display:block;height:600px}:host([inline]) .panel{position:static;width:100%;height:100%;box-shadow:none}
.mast{display:flex;align-items:center;padding:8px 8px 8px 16px;background:var(--paper);border-bottom:2px solid var(--accent);box-shadow:0 3px 0 var(--paper),0 4px 0 var(--accent);margin-bottom:4px}
.mast div{flex:1;min-width:0}.mast h2{font:700 16px/1.25 var(--serif)}.mast p{font-size:13px;color:var(--ink-3)}
.button{display:inline-flex;align-items:center;justify-content:center;gap:.45em;min-height:var(--target);padding:0 12px;border:1px solid transparent;border-radius:8px;background:none;color:var(--accent);font-size:14px;font-weight:600;text-decoration:none;white-space:nowrap;cursor:pointer}
.button:hover{background:var(--accent-soft);color:var(--accent-strong)}.icon{width:var(--target);padding:0}
.filled,.filled:hover{background:var(--accent);color:var(--on-accent)}
.scroll{flex:1;overflow-y:auto;padding:16px 12px;overscroll-behavior:contain}
.asked{width:fit-content;max-width:85%;margin:0 0 12px auto;padding:8px 16px;border-radius:8px;background:var(--accent-soft);overflow-wrap:anywhere;white-space:pre-wrap}
.answer{margin-bottom:16px;padding:12px 16px 8px;border:1px solid var(--rule);border-radius:8px;background:var(--paper);overflow-wrap:anywhere}
.head{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 12px;margin-bottom:6px;font-size:13px;color:var(--ink-3)}
.status{display:inline-flex;align-items:center;gap:.5em;color:var(--answered);font-weight:600}
.status::before{content:"";width:.7em;height:.7em;border:2px solid currentColor;border-radius:50%;background:currentColor}
.status.partly{color:var(--partly)}.status.absent{color:var(--absent)}.status.absent::before{background:none}.status.rejected{color:var(--rejected)}.status.rejected::before{border-radius:1px}
.read-as{margin-bottom:6px;font-size:13px;color:var(--ink-2)}
.text p,.text ul{margin-bottom:8px}.text.words{font:18px/1.55 var(--serif)}.text li{margin:0 0 6px 18px;list-style:disc}
.cite{position:relative;min-width:1.5em;min-height:24px;margin:0 .1em;padding:0 6px;border:0;border-radius:4px;background:var(--accent-soft);color:var(--accent);font:700 12px/20px var(--sans);cursor:pointer;vertical-align:.1em}
.cite:hover,.cite[aria-current=true]{background:var(--accent);color:var(--on-accent)}
.contact{margin:8px 0;font-size:14px;color:var(--ink-2);overflow-wrap:anywhere}.contact a,td a{color:var(--accent)}.wide{overflow-x:auto;margin-bottom:8px}.wide table{width:100%;border-collapse:collapse;font-size:14px}.wide :is(th,td){overflow-wrap:normal;word-break:normal}.wide th{padding:4px 8px;background:var(--sunken);text-align:left}.wide td{padding:6px 8px;border-bottom:1px solid var(--rule);vertical-align:top}.wide td:first-child{font-weight:600}
.folded{border-top:1px solid var(--rule)}.folded>summary{display:flex;justify-content:space-between;align-items:center;min-height:44px;color:var(--accent);font-size:14px;font-weight:600}
details[open]>summary>.chevron{transform:rotate(180deg)}
.source{border-top:1px solid var(--rule);padding:8px 0}.source>summary{display:grid;grid-template-columns:auto minmax(0,1fr) auto;gap:12px;padding:4px 0}
.source.current{box-shadow:inset 3px 0 0 var(--accent);padding-left:10px}
.number{display:grid;place-items:center;width:24px;height:24px;border-radius:4px;background:var(--accent);color:var(--on-accent);font-size:13px;font-weight:700}
.place{font-size:13px;color:var(--ink-3)}.place b{display:block;font-size:14px;font-weight:600;color:var(--ink)}.place i{display:block;font-style:normal;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
blockquote{margin-top:8px;font:17px/1.6 var(--serif);color:var(--ink-2)}
mark{background:var(--mark);color:var(--mark-ink);padding:.1em .12em;border-radius:2px;text-decoration:underline;text-decoration-color:var(--mark-edge);text-underline-offset:.22em;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.checked{display:flex;flex-wrap:wrap;gap:4px 16px;margin-top:12px;font-size:13px;color:var(--ink-2)}.checked span:first-child{display:inline-flex;align-items:center;gap:5px;color:var(--answered)}.checked svg{width:15px;height:15px}
.actions{display:flex;flex-wrap:wrap;margin:4px 0 0 -12px}
footer{display:flex;justify-content:flex-end;border-top:1px solid var(--rule)}.wrong svg{transform:rotate(180deg)}.button[aria-pressed=true] svg{fill:currentColor}.button:disabled{cursor:default;opacity:.6}.button[aria-pressed=true]{opacity:1;background:var(--accent-soft)}
.next{margin:0 4px 8px}.next h2{margin-bottom:8px;font-size:13px;font-weight:600;color:var(--ink-2)}
.chip{display:block;width:100%;min-height:var(--target);margin-bottom:8px;padding:8px 12px;border:1px solid var(--edge);border-radius:8px;background:var(--paper);color:var(--accent);font-size:14px;text-align:left;cursor:pointer}.chip:hover{border-color:var(--accent);background:var(--accent-soft)}
form{padding:8px 12px 12px}.field{display:flex;align-items:flex-end;gap:4px;padding:5px;border:1px solid var(--edge);border-radius:8px;background:var(--paper)}.field:focus-within{outline:3px solid var(--focus);outline-offset:1px}
textarea{flex:1;min-width:0;min-height:36px;max-height:140px;padding:6px 8px;border:0;background:none;resize:none;outline:none!important;line-height:24px}textarea::placeholder{color:var(--ink-3);opacity:1}
.hint{margin-top:6px;font-size:13px;text-align:center;color:var(--ink-3)}.fresh{min-height:24px;margin-left:6px;padding:0 4px;border:0;background:none;color:var(--accent);text-decoration:underline;cursor:pointer}
@media(max-width:700px){:host(:not([inline])) .panel{inset:0;width:auto;height:auto;border:0;border-radius:0}.bubble{right:16px;bottom:16px}}
@media(forced-colors:active){.status::before,.cite,mark{forced-color-adjust:none}}
@media print{.bubble,:host(:not([inline])) .panel{display:none!important}}`;

  // --- making elements --------------------------------------------------------------------
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child != null && child !== ""));
    return element;
  }

  function icon(name, kind = "") {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    svg.setAttribute("viewBox", "0 0 18 18");
    svg.setAttribute("aria-hidden", "true");
    if (kind) svg.setAttribute("class", kind);
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  }

  // An answer's Markdown: paragraphs, lists, bold, escapes, markers; nothing else is known here.
  function inline(text, cite) {
    const parts = [];
    let into = parts;
    for (const [, escaped, bold, number, plain] of text.matchAll(/\\([\s\S])|(\*\*)|\[(\d+)\]|([^\\*[]+|[\s\S])/g)) {
      if (bold) into = into === parts ? (parts.push(make("b")), { push: (words) => parts.at(-1).append(words) }) : parts;
      else into.push(number ? cite(number) : (escaped ?? plain));
    }
    return parts;
  }

  function prose(markdown, cite) {
    const blocks = [];
    for (const line of markdown.split("\n").filter((text) => text.trim())) {
      const cells = line.startsWith("| ") ? line.slice(2).replace(/ \|$/, "").split(" | ") : null;
      if (cells) {
        if (blocks.at(-1)?.tagName !== "TABLE") blocks.push(make("table"));
        blocks.at(-1).append(make("tr", {}, ...cells.map((cell) => make(blocks.at(-1).rows.length ? "td" : "th", {}, ...inline(cell, cite)))));
      } else if (/^\|[-|]+\|$/.test(line)) continue; // the line under a table's head
      else if (!line.startsWith("- ")) blocks.push(make("p", {}, ...inline(line, cite)));
      else {
        if (blocks.at(-1)?.tagName !== "UL") blocks.push(make("ul"));
        blocks.at(-1).append(make("li", {}, ...inline(line.slice(2), cite)));
      }
    }
    return blocks;
  }

  // A text with its e-mail and web addresses as links.
  function linked(text) {
    return text.split(/(https?:\/\/[^\s<>"]+|[\w.+-]{1,64}@[\w.-]{1,190}\.\w{2,24})/).map((part, at) => (at % 2 === 0 ? part
      : make("a", { href: /^http/.test(part) ? part : `mailto:${part}`, target: "_blank", rel: "noopener" }, part)));
  }

  const tidy = (text) => text.replace(/\s+/g, " ");
  const SENTENCE = /[.!?。！？]["”’)]*\s+/g;
  function lastSentence(text) {
    const end = [...text.trimEnd().matchAll(SENTENCE)].at(-1);
    return end ? `… ${text.slice(end.index + end[0].length)}` : text;
  }
  function firstSentence(text) {
    const begin = text.length - text.trimStart().length;
    const end = [...text.slice(begin).matchAll(SENTENCE)][0];
    return end ? `${text.slice(0, begin + end.index + 1)} …` : text;
  }

  // The cited sentence with the words in bold that the answer sets in bold before its marker.
  function emphasised(quote, answer, number) {
    const said = answer.slice(0, answer.indexOf(`[${number}]`)).split(/\[\d+\]/).at(-1);
    const parts = [];
    let rest = tidy(quote);
    for (const [, words] of said.matchAll(/\*\*(.+?)\*\*/g)) {
      const bold = words.replace(/\\([\s\S])/g, "$1");
      const at = rest.indexOf(bold);
      if (at < 0) continue;
      parts.push(rest.slice(0, at), make("b", {}, bold));
      rest = rest.slice(at + bold.length);
    }
    return make("mark", {}, ...parts, rest);
  }

  async function* events(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let held = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      held += value;
      const blocks = held.split("\n\n");
      held = blocks.pop();
      for (const block of blocks) {
        const name = /^event: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (name && data) yield [name, JSON.parse(data)];
      }
    }
  }

  // --- the element ------------------------------------------------------------------------
  class ReportAssistant extends HTMLElement {
    static get observedAttributes() { return ["title"]; }

    connectedCallback() {
      if (this.shadowRoot) return;
      this.turns = [];
      const kept = this.kept();
      this.site = kept.site || {};
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet(); // unlike a style element, allowed by every style-src
      sheet.replaceSync(CSS);
      root.adoptedStyleSheets = [sheet];
      for (const name of INPUT) root.addEventListener(name, (event) => event.stopPropagation());
      this.build(root);
      this.restore(kept.turns || []);
      this.show(this.hasAttribute("inline") || (kept.open ?? (this.hasAttribute("open") && !this.covers)), false);
    }

    get server() { return (this.getAttribute("server") || HERE).replace(/\/+$/, ""); }
    get words() {
      const language = this.getAttribute("language") || this.site.language || document.documentElement.lang || "en";
      return WORDS[language.toLowerCase().startsWith("zh") ? "zh" : "en"];
    }

    build(root) {
      const w = this.spoken = this.words;
      const own = this.hasAttribute("inline");
      this.setAttribute("lang", w === WORDS.zh ? "zh" : "en");
      this.bubble = make("button", { class: "bubble", dir: "ltr", type: "button", "aria-haspopup": "dialog", onclick: () => this.open() }, icon("chat"), w.bubble);
      this.heading = make("h2", { id: "title" }, this.named || w.title);
      this.edition = make("p");
      this.scroll = make("div", { class: "scroll", role: "log", "aria-label": w.log, "aria-live": "off", tabindex: "0" });
      this.announcer = make("div", { class: "unseen", role: "status", "aria-live": "polite" });
      this.box = make("textarea", { id: "question", rows: "1", placeholder: w.label, maxlength: "2000", oninput: () => this.fit() });
      this.button = make("button", { class: "button filled icon", type: "submit" });
      this.fresh = make("button", { class: "fresh", type: "button", hidden: true, onclick: () => this.clear() }, w.clear);
      this.busy(false);
      const form = make("form", { onsubmit: (event) => this.submit(event) },
        make("label", { class: "unseen", for: "question" }, w.label),
        make("div", { class: "field" }, this.box, this.button), make("p", { class: "hint" }, w.hint, this.fresh));
      this.full = make("a", { class: "button icon", target: "_blank", rel: "noopener", "aria-label": w.full }, icon("full"));
      const tools = [
        this.full,
        own ? null : make("button", { class: "button icon", type: "button", "aria-label": w.close, onclick: () => this.close() }, icon("close")),
      ];
      this.panel = make("section", { class: "panel", dir: "ltr", role: own ? "region" : "dialog", "aria-labelledby": "title" },
        make("header", { class: "mast" }, make("div", {}, this.heading, this.edition), ...tools), this.scroll, this.announcer, form);
      root.replaceChildren(this.bubble, this.panel);
      this.lead();
    }

    // Say everything in another language, once it is known that the site speaks it.
    translate() {
      const { panel, bubble, scroll, box, heading, edition } = this;
      const focused = this.shadowRoot.activeElement === box;
      this.build(this.shadowRoot);
      this.panel.hidden = panel.hidden;
      this.bubble.hidden = bubble.hidden;
      this.heading.textContent = heading.textContent;
      this.edition.textContent = edition.textContent;
      this.scroll.append(...scroll.childNodes);
      this.box.value = box.value;
      this.busy(Boolean(this.running));
      if (focused) this.box.focus();
    }

    // A link is shown where it leads somewhere: a visitor has no key.
    lead() {
      this.full.hidden = !this.site.full;
      if (this.site.full) this.full.href = this.server + this.site.full;
    }

    // --- what a page may call ---
    open() { this.show(true, true); }
    close() { this.show(false, true); }
    async ask(question) {
      question = String(question ?? "").trim();
      if (!question || this.running) return null;
      this.show(true, false);
      return this.answer(question);
    }

    show(open, focus) {
      const own = this.hasAttribute("inline");
      this.panel.hidden = !open;
      this.bubble.hidden = open || own;
      this.bubble.setAttribute("aria-expanded", String(open));
      if (open && !this.introduced) this.introduce();
      if (!own) this.panel.setAttribute("aria-modal", String(this.covers));
      if (focus) (open ? this.box : this.bubble).focus();
      this.keep();
    }

    // The only collection that it answers from.
    get collection() { return this.getAttribute("collection") || ""; }

    // An "error" that bubbled would reach what listens at the window for errors of scripts.
    tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail, bubbles: name !== "error", composed: true })); }

    // --- the server ---
    async token(again = false) {
      if (this.pass && !again && this.pass.until > Date.now()) return this.pass.token;
      this.granting ??= this.grant().finally(() => { this.granting = null; });
      return this.granting;
    }

    async grant() {
      const site = encodeURIComponent(this.getAttribute("site") || "");
      const within = this.collection ? `&collection=${encodeURIComponent(this.collection)}` : "";
      const reply = await fetch(`${this.server}/embed/token?site=${site}${within}`, { method: "POST", credentials: "omit" });
      if (!reply.ok) throw await this.failure(reply, { 403: "origin", 404: "site" });
      const given = await reply.json();
      this.pass = { token: given.token, until: Date.now() + (given.seconds - 30) * 1000 };
      this.settle(given.site);
      return given.token;
    }

    settle(site) {
      this.site = site;
      this.heading.textContent = this.named || site.title || this.words.title;
      this.edition.textContent = site.edition || "";
      if (!this.hasAttribute("theme")) this.setAttribute("theme", site.theme);
      if (this.words !== this.spoken) this.translate();
      this.lead();
    }

    // Why a request was refused, as a word for programs and a sentence in the reader's language.
    async failure(reply, meanings = {}) {
      const said = await reply.json().catch(() => ({}));
      const { status } = reply;
      const reason = meanings[status] || REASONS[status] || (status < 500 ? "rejected" : "broken");
      const wait = Number(reply.headers.get("retry-after")) || 1;
      return this.fault(reason, status, reason === "rejected" ? said.detail : undefined, wait);
    }

    fault(reason, status = null, message = undefined, wait = 1) {
      const words = this.words.why[reason] ?? this.words.why.broken;
      return Object.assign(new Error(message || (typeof words === "function" ? words(wait) : words)), { reason, status, wait });
    }

    // Why a request did not even get through.
    async unreached() {
      await new Promise((resolve) => { setTimeout(resolve); }); // the page's policy is told a little later
      return this.fault(BLOCKED.some((address) => address.startsWith(this.server)) ? "policy" : "offline");
    }

    async post(path, body, signal, again = false) {
      const reply = await fetch(this.server + path, {
        method: "POST", credentials: "omit", signal, body: JSON.stringify(body),
        headers: { "content-type": "application/json", authorization: `Bearer ${await this.token(again)}` },
      });
      return reply.status === 401 && !again ? this.post(path, body, signal, true) : reply;
    }

    async request(question, signal) {
      const history = this.turns.filter((turn) => turn.answer).slice(-6).flatMap((turn) => [
        { role: "user", content: turn.question }, { role: "assistant", content: turn.answer.answer }]);
      const collection = this.collection || undefined;
      const reply = await this.post("/api/ask", { question, history, stream: true, language: this.lang, collection }, signal);
      if (!reply.ok) throw await this.failure(reply);
      return reply.body;
    }

    // --- a conversation ---
    async introduce() {
      this.introduced = true;
      try { await this.token(); } catch (error) {
        this.introduced = false;
        if (this.running || this.panel.hidden) return; // the question that is asked tells, or there is nobody to be told
        if (error.reason === "busy") setTimeout(() => { if (!this.introduced && !this.panel.hidden) this.introduce(); }, error.wait * 1000);
        else this.fail(error, null);
        return;
      }
      this.offer();
    }

    offer() {
      if (this.turns.length || this.running || this.scroll.querySelector(".next")) return;
      const own = this.getAttribute("starters");
      const starters = own ? own.split("|").map((text) => text.trim()).filter(Boolean) : this.site.starters || [];
      this.suggest(starters, this.words.start);
    }

    async answer(question) {
      const w = this.words;
      this.scroll.querySelectorAll(".next").forEach((old) => old.remove());
      const asked = make("div", { class: "asked" }, question);
      const card = make("article", { class: "answer" }, make("p", { class: "hint" }, w.doing.searching));
      this.scroll.append(asked, card);
      this.bring(asked);
      this.running = new AbortController();
      this.busy(true);
      try {
        const answer = await this.read(question, card);
        this.turns.push({ question, answer });
        this.finish(card, answer);
        this.bring(asked);
        return answer;
      } catch (error) {
        await this.fail(error, card, question);
        return null;
      } finally {
        this.running = null;
        this.busy(false);
        this.keep();
      }
    }

    async read(question, card) {
      let text = "";
      let readAs = "";
      for await (const [name, data] of events(await this.request(question, this.running.signal))) {
        if (name === "read_as") readAs = data.question;
        else if (name === "status" && !text) this.waiting(card, this.words.doing[data.doing]);
        else if (name === "delta") {
          text += data.text;
          card.replaceChildren(this.readAs(readAs), make("div", { class: "text words" }, ...prose(text, (number) => `[${number}]`)));
        } else if (name === "citation") this.tell("citation", data);
        else if (name === "answer") return data;
        else if (name === "error") throw this.fault(REASONS[data.status] || "broken", data.status);
      }
      throw this.fault("cut");
    }

    // Said aloud only where it lasts: most answers come sooner than a screen reader could speak.
    waiting(card, words) {
      if (!words) return;
      const line = make("p", { class: "hint" }, words);
      card.replaceChildren(line);
      setTimeout(() => { if (line.isConnected) this.announce(words); }, 2000);
    }

    finish(card, answer) {
      this.fill(card, answer);
      this.suggest(answer.suggestions || [], this.words.next);
      this.announce(card.querySelector(".text").textContent);
      this.tell("answer", answer);
    }

    async fail(error, card, question = "") {
      const w = this.words;
      const stopped = error.name === "AbortError";
      if (!stopped && !error.reason) error = await this.unreached();
      const words = stopped ? w.stopped : error.message;
      const retry = question ? make("button", { class: "button", type: "button", onclick: () => { card.previousSibling.remove(); card.remove(); this.answer(question); } }, w.retry) : null;
      if (!card) this.scroll.querySelectorAll(".answer.unasked").forEach((old) => old.remove()); // said once, however often it is opened
      if (!card) { card = make("article", { class: "answer unasked" }); this.scroll.append(card); }
      card.replaceChildren(make("div", { class: "head" }, make("span", { class: "status rejected" }, w.failed)), make("div", { class: "text" }, make("p", {}, words)), retry ?? "");
      this.announce(words);
      if (!stopped) this.tell("error", { message: words, reason: error.reason, status: error.status });
    }

    readAs(question) { return question ? make("p", { class: "read-as" }, `${this.words.readAs} `, make("b", {}, question)) : ""; }

    fill(card, answer) {
      const w = this.words;
      const own = answer.mode === "extractive" && answer.citations.length > 0;
      const cite = (number) => make("button", { class: "cite", type: "button", "aria-label": w.source(number), onclick: (event) => this.reveal(card, number, event.target) }, number);
      const readAs = answer.standalone_question !== answer.question ? answer.standalone_question : "";
      card.replaceChildren(
        make("div", { class: "head" }, make("span", { class: `status ${KIND[answer.status] || ""}` }, w.status[answer.status] || ""), own ? make("span", {}, w.own) : ""),
        this.readAs(readAs), make("div", { class: `text ${own ? "words" : ""}` }, ...prose(answer.answer, cite)),
        answer.nearest ? make("p", { class: "contact" }, `“${answer.nearest.quote}” `, this.site.report ? make("a", { href: this.address(answer.nearest.url), target: "_blank", rel: "noopener" }, w.open) : "") : "",
        answer.table?.length ? this.table(answer.table) : "", answer.contact ? make("p", { class: "contact" }, w.contact, ...linked(answer.contact)) : "",
        answer.citations.length ? make("details", { class: "folded", open: answer.citations.length === 1 }, make("summary", {}, w.sources(answer.citations.length), icon("chevron", "chevron")),
          ...answer.citations.map((citation) => this.source(citation, answer))) : "",
        make("footer", {}, this.thumb(answer, "good", w.helps), this.thumb(answer, "wrong", w.wrong)));
    }

    // All of a kind as a table; each row leads to its sentence.
    table(rows) {
      const w = this.words;
      const heads = "name" in rows[0] ? [w.name, w.where] : [w.figure, w.unit, w.where];
      const row = (one) => {
        const own = "name" in one ? [one.name] : [one.amount, one.unit];
        const place = one.topic || [one.section?.number, one.section?.title ?? one.document].filter(Boolean).join(". ");
        return make("tr", {}, ...own.map((cell) => make("td", {}, cell)), make("td", {}, this.site.report ? make("a", { href: this.address(one.url), target: "_blank", rel: "noopener" }, place) : place));
      };
      return make("details", { class: "folded", open: rows.length <= 12 }, make("summary", {}, w.table(rows.length), icon("chevron", "chevron")),
        make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": w.table(rows.length) },
          make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))), make("tbody", {}, ...rows.map(row)))));
    }

    thumb(answer, verdict, label) {
      return make("button", { class: `button icon ${verdict}`, type: "button", "aria-label": label, title: label, "aria-pressed": "false", onclick: (event) => this.rate(event.currentTarget, answer, verdict) }, icon("up"));
    }

    async rate(button, answer, verdict) {
      const { id, question, standalone_question, status, index } = answer;
      const citations = answer.citations.map((citation) => [citation.document_id, citation.quote]);
      const rating = { answer_id: id, question, standalone_question, status, index, verdict, citations, answer: answer.answer };
      try {
        const reply = await this.post("/api/feedback", rating);
        if (!reply.ok) throw await this.failure(reply);
        button.parentNode.querySelectorAll("button").forEach((one) => { one.disabled = true; });
        button.setAttribute("aria-pressed", "true");
        this.announce(this.words.thanks);
      } catch { button.title = this.words.notKept; this.announce(this.words.notKept); }
    }

    source(citation, answer) {
      const w = this.words;
      const part = /\(Part ([IVXLC\d]+)\)/.exec(citation.title)?.[1];
      const number = citation.section?.number;
      const section = number && (/^(?:[A-Z][a-z]{2}|§|第)/.test(number) ? number : w.section(number)); // "Article 3" says what it is
      const paragraph = citation.paragraph && w.paragraph(citation.paragraph_label ?? citation.paragraph);
      const place = [part ? w.part(part) : citation.title, section, paragraph].filter(Boolean).join(" · ");
      const quoted = emphasised(citation.reading ?? citation.quote, answer.answer, citation.number);
      const holder = answer.passages.find((p) => p.document_id === citation.document_id && p.start <= citation.start && citation.end <= p.end);
      const text = [...(holder?.text ?? "")]; // offsets count characters, not UTF-16 units
      const characters = text.length === holder?.end - holder?.start ? text : []; // else it does not read as it stands
      const before = lastSentence(characters.slice(0, citation.start - holder?.start).join(""));
      const after = firstSentence(characters.slice(citation.end - holder?.start).join(""));
      const bars = citation.score >= 0.75 ? 2 : citation.score >= 0.45 ? 1 : 0;
      const reference = `${citation.reading ? tidy(citation.reading) : `“${tidy(citation.quote)}”`} (${[citation.title, citation.publisher, citation.date, section, paragraph].filter(Boolean).join(", ")})`;
      return make("details", { class: "source", "data-number": citation.number, open: answer.citations.length === 1 },
        make("summary", {}, make("span", { class: "number" }, String(citation.number)), make("span", { class: "place" }, place, citation.topic ? make("b", {}, citation.topic) : "", citation.section ? make("i", { title: citation.section.title }, citation.section.title) : ""), icon("chevron", "chevron")),
        make("blockquote", {}, before, quoted, after),
        make("p", { class: "checked" }, make("span", {}, icon("check"), citation.reading ? w.reads : w.check), make("span", {}, w.relevance[bars])),
        make("p", { class: "actions" }, this.site.report ? make("a", { class: "button", href: this.address(citation.url), target: "_blank", rel: "noopener" }, icon("book"), w.open) : "",
          make("button", { class: "button", type: "button", onclick: (event) => this.copy(event.currentTarget, reference) }, icon("copy"), make("span", {}, w.copy))));
    }

    address(url) { return new URL(url, `${this.server}/`).href; }

    reveal(card, number, marker) {
      const source = card.querySelector(`.source[data-number="${number}"]`);
      if (!source) return;
      this.scroll.querySelectorAll(".current,[aria-current]").forEach((old) => { old.classList.remove("current"); old.removeAttribute("aria-current"); });
      source.closest(".folded").open = source.open = true;
      source.classList.add("current");
      marker.setAttribute("aria-current", "true");
      source.scrollIntoView({ block: "nearest" });
      source.querySelector("summary").focus({ preventScroll: true });
    }

    async copy(button, text) {
      const label = button.lastChild;
      try { await navigator.clipboard.writeText(text); label.textContent = this.words.copied; } catch { label.textContent = this.words.noCopy; }
      this.announce(label.textContent);
      setTimeout(() => { label.textContent = this.words.copy; }, 2000);
    }

    suggest(questions, heading) {
      if (!questions.length) return;
      this.scroll.append(make("div", { class: "next" }, make("h2", {}, heading), make("ul", {}, ...questions.map((question) =>
        make("li", {}, make("button", { class: "chip", type: "button", onclick: () => this.ask(question) }, question))))));
    }

    // To the top of the conversation; scrollIntoView would move the page around it too.
    bring(element) { this.scroll.scrollTop += element.getBoundingClientRect().top - this.scroll.getBoundingClientRect().top - 12; }

    announce(words) { this.announcer.textContent = words; }

    // --- the box ---
    get covers() { return !this.hasAttribute("inline") && COVERING.matches; }

    // Whatever is pressed in the widget: see below.
    pressed(event) {
      const composing = event.isComposing || event.keyCode === 229; // 229 also where Safari has just ended a composition
      if (event.type !== "keydown" || composing || this.panel.hidden) return;
      if (event.key === "Escape" && !this.hasAttribute("inline")) this.close();
      else if (event.key === "Tab" && this.covers) this.keepFocus(event);
      else if (event.key === "Enter" && !event.shiftKey && this.shadowRoot.activeElement === this.box) this.submit(event);
    }

    // Where the panel covers the page, Tab goes round within it.
    keepFocus(event) {
      const stops = [...this.panel.querySelectorAll("a[href],button,textarea,summary,[tabindex='0']")].filter((one) => !one.disabled && one.getClientRects().length);
      const edges = [stops[0], stops.at(-1)];
      const [from, to] = event.shiftKey ? edges : edges.reverse();
      if (this.shadowRoot.activeElement !== from) return;
      event.preventDefault();
      to.focus();
    }

    submit(event) {
      event.preventDefault();
      if (this.running) { if (event.type === "submit") this.running.abort(); return; }
      const question = this.box.value;
      this.box.value = "";
      this.fit();
      this.ask(question);
    }

    busy(running) {
      this.fresh.hidden = !this.turns.length;
      this.button.replaceChildren(icon(running ? "stop" : "send"));
      this.button.setAttribute("aria-label", running ? this.words.stop : this.words.ask);
    }

    fit() { this.box.rows = Math.min(5, this.box.value.split("\n").length + Math.floor(this.box.value.length / 45)); }

    clear() {
      this.running?.abort();
      this.turns = [];
      this.fresh.hidden = true;
      this.scroll.replaceChildren();
      this.keep();
      this.offer();
      this.box.focus();
    }

    // --- kept for this tab; where storage is denied the conversation lasts as long as the page ---
    get place() { return `report-assistant:${this.server}:${this.getAttribute("site")}${this.collection ? `:${this.collection}` : ""}`; }

    keep() {
      try { sessionStorage.setItem(this.place, JSON.stringify({ open: !this.panel.hidden, site: this.site, turns: this.turns.slice(-KEPT) })); } catch { /* see above */ }
    }

    kept() {
      try { return JSON.parse(sessionStorage.getItem(this.place)) || {}; } catch { return {}; } // see above
    }

    restore(turns) {
      try {
        for (const turn of turns) {
          const card = make("article", { class: "answer" });
          this.fill(card, turn.answer);
          this.scroll.append(make("div", { class: "asked" }, turn.question), card);
          this.turns.push(turn);
        }
        this.busy(false);
      } catch { this.turns = []; this.scroll.replaceChildren(); } // another version kept it
    }

    attributeChangedCallback(name, old, title) {
      if (title === null) return;
      this.named = title;
      this.removeAttribute("title"); // a browser would show it as a tooltip over everything
      if (this.heading) this.heading.textContent = title;
    }
  }

  if (customElements.get("report-assistant")) return;
  customElements.define("report-assistant", ReportAssistant);

  // Keys pressed in the widget are its own. A page's shortcuts may listen on the way down to it or on the way up, and
  // take a key for theirs since all they see is an element without a text field: so nothing gets past the window.
  for (const name of ["keydown", "keypress", "keyup"]) {
    addEventListener(name, (event) => {
      const widget = event.composedPath().find((one) => one instanceof ReportAssistant);
      if (!widget) return;
      event.stopImmediatePropagation();
      widget.pressed(event);
    }, true);
  }
  document.addEventListener("securitypolicyviolation", (event) => BLOCKED.push(event.blockedURI));
})();
