// Teaching: blocks are marked as story or as chrome, and the marks are saved as a small file for `newsclean teach`.

const CHROME = data.roles.filter((role, number) => !["story", "fact"].includes(data.families[number]));
// By document, then by block: the role that it should have.
const marks = new Map();
const marked = new Map();

const isStory = (role) => data.families[data.roles.indexOf(role)] === "story";

function markOf(number, order) {
  return marks.get(number)?.get(order);
}

function mark(element, number, order) {
  const role = markOf(number, order);
  element.classList.toggle("marked", role !== undefined);
  element.querySelector(".correction")?.remove();
  if (role !== undefined) {
    element.querySelector(".gutter").append(make("span", { className: "correction", text: "→ " + (isStory(role) ? "story" : role) }));
  }
}

// The chrome that most speaks for it, if anything does.
function guess(one) {
  const vote = one.evidence.find((evidence) => CHROME.includes(evidence.role) && !evidence.rule.startsWith("labeller."));
  return vote ? vote.role : CHROME.includes(one.role) ? one.role : "other";
}

function correct(order, role) {
  if (!opened || order < 0) return;
  const own = marks.get(opened.number) || new Map();
  const one = opened.blocks[order];
  if (role === null || role === one.role || (isStory(role) && isStory(one.role))) own.delete(order);
  else own.set(order, role);
  if (own.size) {
    marks.set(opened.number, own);
    marked.set(opened.number, opened);
  } else {
    marks.delete(opened.number);
    marked.delete(opened.number);
  }
  for (const element of byId("reader").querySelectorAll(`[data-block="${order}"]`)) mark(element, opened.number, order);
  let count = 0;
  for (const each of marks.values()) count += each.size;
  byId("mark-count").textContent = count;
  byId("download").hidden = count === 0;
  saved = count === 0;
  const now = markOf(opened.number, order);
  say(now ? `marked as ${isStory(now) ? "story" : now}; ${count} corrections` : `no mark; ${count} corrections`);
  inspect(order);
}

function teaching(one) {
  const now = markOf(opened.number, one.number);
  const box = make("div", { className: "teaching", role: "group", "aria-label": "Correct this block" });
  const story = make("button", { type: "button", text: "Story", title: "Key: s", "aria-pressed": now !== undefined && isStory(now) });
  story.addEventListener("click", () => correct(one.number, "body"));
  const chosen = now && !isStory(now) ? now : guess(one);
  const select = make("select", { "aria-label": "Which chrome" });
  for (const role of CHROME) select.append(make("option", { value: role, text: role, ...(role === chosen ? { selected: "" } : {}) }));
  const chrome = make("button", { type: "button", text: "Chrome:", title: "Key: c", "aria-pressed": now !== undefined && !isStory(now) });
  chrome.addEventListener("click", () => correct(one.number, select.value));
  select.addEventListener("change", () => correct(one.number, select.value));
  box.append(make("span", { text: "Wrong? It is" }), story, make("span", { className: "joined-fields" }, chrome, select));
  if (now !== undefined) {
    const undo = make("button", { type: "button", className: "quiet", text: "Undo", title: "Key: z" });
    undo.addEventListener("click", () => correct(one.number, null));
    box.append(undo);
  }
  return box;
}

// Offsets in code points, as Python counts them.
const codePoints = (text) => [...text].length;

function corrections() {
  const documents = [];
  for (const [number, own] of [...marks].sort((one, two) => one[0] - two[0])) {
    const doc = marked.get(number);
    documents.push({
      name: columns.name[number], id: doc.id, url: doc.url, language: columns.language[number], site: doc.site, text: doc.source,
      corrections: [...own].sort((one, two) => one[0] - two[0]).map(([order, role]) => {
        const one = doc.blocks[order];
        const start = codePoints(doc.source.slice(0, one.start));
        return { span: [start, start + codePoints(one.text)], text: folded(one.text), was: one.role, is: role };
      }),
    });
  }
  return { format: "newsclean-corrections/1", documents };
}

let saved = true;
byId("download").addEventListener("click", () => {
  const blob = new Blob([JSON.stringify(corrections(), null, 1) + "\n"], { type: "application/json" });
  const anchor = make("a", { href: URL.createObjectURL(blob), download: "corrections.json" });
  anchor.click();
  saved = true;
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
});
addEventListener("beforeunload", (event) => {
  if (marks.size && !saved) event.preventDefault();
});
