// What binds the page together: sections, keys, light and dark.

function say(text) {
  byId("said").textContent = text;
}

function openSection(name) {
  for (const section of ["overview", "documents"]) {
    byId(section).hidden = section !== name;
    if (section === name) byId("to-" + section).setAttribute("aria-current", "page");
    else byId("to-" + section).removeAttribute("aria-current");
  }
  document.body.dataset.section = name;
  if (name === "documents") paint();
}

function follow() {
  const found = /^#document-(\d+)$/.exec(location.hash);
  if (found) show(Number(found[1]), { focus: "reader" });
  else if (location.hash === "#documents") {
    openSection("documents");
    const isNarrow = matchMedia("(max-width: 47.99rem)").matches;
    if (current < 0 && order.length && !isNarrow) show(order[0]);
    else if (isNarrow) byId("panes").dataset.pane = "list";
  } else openSection("overview");
}

const KEYS = {
  n: () => step(1, true), p: () => step(-1, true), j: () => step(1), k: () => step(-1),
  1: () => look("dump"), 2: () => look("article"), 3: () => look("both"),
  s: () => correct(block, "body"), z: () => correct(block, null),
  c: () => opened && block >= 0 && correct(block, guess(opened.blocks[block])),
  b: () => goTo(Math.max(block, 0)),
  "/": () => { openSection("documents"); byId("panes").dataset.pane = "list"; byId("search").focus(); },
  "?": () => byId("help").showModal(),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  const isTyping = event.target.matches("input:not([type=checkbox]):not([type=range]), select, textarea");
  if (event.key === "Escape" && !byId("documents").hidden) backToList();
  else if (isTyping || !byId("keys-on").checked || !Object.hasOwn(KEYS, event.key)) return;
  else KEYS[event.key]();
  event.preventDefault();
});

byId("help-button").addEventListener("click", () => byId("help").showModal());
byId("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
});
addEventListener("hashchange", follow);
arrange();
inspect(-1);
follow();
