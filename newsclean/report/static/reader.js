// One document: its dump with every block in the colour of its role, the article, or both.

let opened = null;
let view = "dump";
let block = -1;
let lit = null;

async function show(number, { focus = null } = {}) {
  if (number === undefined || number < 0 || number >= total) return;
  current = number;
  if (location.hash !== "#document-" + number) history.replaceState(null, "", "#document-" + number);
  openSection("documents");
  byId("panes").dataset.pane = "reader";
  reveal(number);
  let doc;
  try {
    doc = await documentOf(number);
  } catch (error) {
    byId("reader").replaceChildren(make("p", { className: "empty", text: "This document cannot be read: " + error.message }));
    return;
  }
  if (number !== current) return;
  opened = doc;
  block = -1;
  lit = null;
  draw();
  performance.mark("document shown");
  byId("reader").scrollTop = 0;
  say(`${titleOf(doc)}: confidence ${columns.confidence[number].toFixed(2)}`);
  if (focus === "reader") byId("reader").focus({ preventScroll: true });
  if (focus === "list") byId("list").focus({ preventScroll: true });
}

const titleOf = (doc) => columns.title[doc.number] || shortName(doc.number);

function draw() {
  const wide = view === "both";
  const parts = [header(opened), toolbar(opened)];
  if (opened.cut) parts.push(make("p", { className: "notice", text: "A long dump: only its beginning is kept here." }));
  const body = make("div", { className: "body view-" + view });
  if (view !== "article") body.append(dump(opened));
  if (view !== "dump") body.append(article(opened, wide));
  byId("reader").replaceChildren(...parts, body);
  inspect(block);
}

function header(doc) {
  const number = doc.number;
  const doubts = data.doubts.filter((_, bit) => columns.doubts[number] & (1 << bit));
  const facts = [columns.site[number], columns.language[number], columns.date[number],
    columns.ms[number] === null ? null : columns.ms[number] + " ms",
    columns.f1[number] === null ? null : "word-F1 " + columns.f1[number].toFixed(3),
    `${columns.kept[number].toLocaleString("en")} of ${columns.words[number].toLocaleString("en")} words`];
  return make("header", { className: "title" },
    make("button", { className: "quiet back", type: "button", id: "back", text: "‹ List" }),
    make("h2", { dir: "auto", text: titleOf(doc) }),
    make("p", { className: "facts" }, ...facts.filter(Boolean).map((fact) => make("span", { dir: "auto", text: fact }))),
    make("p", { className: "facts name" }, make("bdi", { text: columns.name[number] })),
    make("p", { className: "certainty" },
      make("span", { text: "confidence " + columns.confidence[number].toFixed(2) }), meter(columns.confidence[number]),
      ...doubts.map((doubt) => make("span", { className: "doubt", text: doubt }))));
}

function toolbar(doc) {
  const views = make("div", { className: "views", role: "group", "aria-label": "View" });
  for (const [name, label] of [["dump", "Dump"], ["article", "Article"], ["both", "Side by side"]]) {
    const button = make("button", { type: "button", "aria-pressed": name === view, text: label, "data-view": name });
    button.addEventListener("click", () => look(name));
    views.append(button);
  }
  const counts = new Map();
  for (const one of doc.blocks) counts.set(one.role, (counts.get(one.role) || 0) + 1);
  const legend = make("div", { className: "legend", role: "group", "aria-label": "Show one role alone" });
  data.roles.forEach((role, number) => {
    if (!counts.has(role)) return;
    const chip = make("button", { type: "button", className: "chip fam-" + data.families[number],
      "aria-pressed": role === lit, text: `${role} ${counts.get(role)}` });
    chip.addEventListener("click", () => {
      lit = lit === role ? null : role;
      for (const other of legend.children) other.setAttribute("aria-pressed", other === chip && lit !== null);
      for (const element of byId("reader").querySelectorAll(".block")) {
        element.classList.toggle("dim", lit !== null && opened.blocks[element.dataset.block].role !== lit);
      }
    });
    legend.append(chip);
  });
  return make("div", { className: "toolbar" }, views, view === "article" ? null : legend);
}

function look(name) {
  view = name;
  if (!opened) return;
  const kept = block;
  draw();
  const button = byId("reader").querySelector(`[data-view=${name}]`);
  if (button) button.focus({ preventScroll: true });
  if (kept >= 0) inspect(kept);
}

function dump(doc) {
  const list = make("ol", { className: "dump", "aria-label": "The dump, block by block" });
  if (!doc.blocks.length) list.append(make("li", { className: "empty", text: "Nothing is there." }));
  for (const one of doc.blocks) list.append(blockRow(doc, one));
  return list;
}

function blockRow(doc, one) {
  const lines = one.gap.split("\n").length - 1;
  const reason = one.evidence.length ? one.evidence[0].reason : "";
  const names = ["block", "fam-" + one.family];
  if (one.number && !lines) names.push("joined");
  if (lines > 1) names.push("apart");
  if (one.role === "subheading" || one.role === "title") names.push("strong");
  const element = make("li", { className: names.join(" "), tabindex: one.number ? -1 : 0, "data-block": one.number },
    make("span", { className: "gutter" },
      make("span", { className: "role", text: one.role }),
      make("span", { className: "figure", text: one.confidence.toFixed(2) })),
    make("span", { className: "text", dir: "auto", text: one.text }),
    make("span", { className: "hidden", text: reason ? ` (${reason})` : "" }));
  mark(element, doc.number, one.number);
  return element;
}

function article(doc, beside) {
  const number = doc.number;
  const facts = [["by", doc.authors], ["published", [doc.published || columns.date[number]]], ["changed", [doc.modified]],
    ["place", [doc.dateline]], ["section", [doc.section.join(" › ")]], ["tags", doc.tags], ["captions", doc.captions],
    ["credits", doc.credits], ["address", [doc.url]]];
  const table = make("dl", { className: "facts-table" });
  for (const [name, values] of facts) {
    const given = values.filter(Boolean);
    if (given.length) table.append(make("dt", { text: name }), make("dd", {}, ...given.flatMap((value, place) =>
      [place ? " · " : "", name === "address" ? link(value) : make("bdi", { text: value })])));
  }
  const story = make("div", { className: "story" });
  if (columns.title[number]) story.append(make("h3", { className: "headline", dir: "auto", text: columns.title[number] }));
  const paragraphs = doc.blocks.filter((one) => one.family === "story");
  for (const one of paragraphs) {
    const element = make("p", { className: one.role, dir: "auto", text: folded(one.text), "data-paragraph": one.number });
    element.addEventListener("mouseenter", () => inspect(one.number));
    if (beside) element.addEventListener("click", () => goTo(one.number));
    story.append(element);
  }
  if (doc.text) for (const text of doc.text.split("\n\n")) story.append(make("p", { dir: "auto", text }));
  if (!paragraphs.length && !doc.text) story.append(make("p", { className: "empty", text: "There is no story." }));
  const whole = make("article", { className: "clean", "aria-label": "The clean article" }, story, table);
  if (doc.related.length) {
    whole.append(make("h3", { text: "Other stories on the page" }), make("ul", { className: "related" },
      ...doc.related.map(([title, url]) => make("li", { dir: "auto" }, make("bdi", { text: title }), url ? " " : null, url ? link(url) : null))));
  }
  const rivals = doc.facts.filter((fact) => !fact[3]);
  if (rivals.length) {
    whole.append(make("details", {}, make("summary", { text: `Readings that lost (${rivals.length})` }), make("ul", {},
      ...rivals.map(([name, value, origin]) => make("li", {}, name + ": ", make("bdi", { text: value }), " ", make("code", { text: origin }))))));
  }
  return whole;
}

// Addresses come from dumps: only those of the web are links, and nobody is told where they were followed.
function link(address) {
  let url = null;
  try { url = new URL(address); } catch { /* no address */ }
  if (!url || !["http:", "https:"].includes(url.protocol)) return make("bdi", { text: address });
  return make("a", { href: url.href, rel: "noopener noreferrer nofollow", target: "_blank", dir: "ltr", text: address });
}

function goTo(number) {
  const element = byId("reader").querySelector(`[data-block="${number}"]`);
  if (!element) return;
  for (const other of byId("reader").querySelectorAll('.block[tabindex="0"]')) other.tabIndex = -1;
  element.tabIndex = 0;
  element.focus({ preventScroll: true });
  // The box that tells why may have grown meanwhile, and covered it.
  requestAnimationFrame(() => element.scrollIntoView({ block: "nearest" }));
}

// Why a block has its role: the vote or the share that decided, then the others.
function inspect(number) {
  block = number;
  for (const element of document.querySelectorAll(".block.seen, [data-paragraph].seen")) element.classList.remove("seen");
  const box = byId("inspector");
  const one = opened && number >= 0 ? opened.blocks[number] : null;
  if (!one) {
    box.replaceChildren(make("p", { className: "hint", text: "Point at a block, or go to it with Tab and the arrow keys, to see why it has its role." }));
    return;
  }
  for (const element of byId("reader").querySelectorAll(`[data-block="${number}"], [data-paragraph="${number}"]`)) {
    element.classList.add("seen");
  }
  const [decided, ...others] = one.evidence;
  const votes = others.filter((evidence) => !evidence.rule.startsWith("labeller."));
  const shares = others.filter((evidence) => evidence.rule.startsWith("labeller."));
  box.replaceChildren(
    make("h3", {}, make("span", { className: "swatch fam-" + one.family, text: one.role }), " ",
      make("span", { className: "figure", text: one.confidence.toFixed(2) })),
    make("p", { className: "about", text: one.family === "story" ? "In the text of the article." : "Not in the text." }),
    ...(decided ? [make("h4", { text: "What decided" }), evidenceList([decided])] : []),
    teaching(one),
    ...(votes.length ? [make("h4", { text: "Other votes" }), evidenceList(votes)] : []),
    ...(shares.length ? [make("h4", { text: "Shares of the score" }), evidenceList(shares)] : []));
}

function evidenceList(evidence) {
  return make("ul", { className: "evidence" }, ...evidence.map((one) => {
    const isShare = one.rule.startsWith("labeller.");
    const away = isShare ? one.weight < 0 : !["body", "standfirst", "subheading"].includes(one.role);
    return make("li", {},
      make("span", { className: "reason" }, make("bdi", { text: one.reason })),
      make("span", { className: "weight " + (away ? "away" : "toward"), text: (one.weight < 0 ? "−" : "+") + Math.abs(one.weight).toFixed(1) }),
      make("span", { className: "rule" }, isShare ? null : make("span", { text: one.role + " · " }), make("code", { text: one.rule })));
  }));
}

byId("reader").addEventListener("mouseover", (event) => {
  const element = event.target.closest("[data-block]");
  if (element && Number(element.dataset.block) !== block && !element.matches(":focus")) inspect(Number(element.dataset.block));
});
byId("reader").addEventListener("focusin", (event) => {
  const element = event.target.closest("[data-block]");
  if (element) inspect(Number(element.dataset.block));
});
byId("reader").addEventListener("click", (event) => {
  if (event.target.closest("#back")) backToList();
  else {
    const element = event.target.closest("[data-block]");
    if (element && !getSelection().toString()) goTo(Number(element.dataset.block));
  }
});
byId("reader").addEventListener("keydown", (event) => {
  const element = event.target.closest("[data-block]");
  if (!element || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  const last = opened.blocks.length - 1;
  const next = { ArrowDown: block + 1, ArrowUp: block - 1, Home: 0, End: last }[event.key];
  goTo(Math.max(0, Math.min(last, next)));
  event.preventDefault();
});

function backToList() {
  byId("panes").dataset.pane = "list";
  byId("list").focus();
}
