// The list of documents: filtered and ordered columns, of which only the rows in sight are in the page.

const ROW = 68;
const AROUND = 6;
const columns = data.columns;
const total = columns.name.length;
const lowered = columns.name.map((name, number) =>
  [columns.title[number], name, columns.site[number]].filter(Boolean).join("\n").toLowerCase());
let order = [];
let current = -1;

// What tells documents without a title apart stands at the end of a path.
const shortName = (number) => columns.name[number].split("/").pop() || columns.name[number];
const isUncertain = (number) => columns.doubts[number] !== 0 || columns.confidence[number] < 0.5;

function fillFilters() {
  const seen = columns.roles.reduce((all, roles) => all | roles, 0);
  data.roles.forEach((role, number) => {
    if (seen & (1 << number)) byId("role").append(make("option", { value: number, text: role }));
  });
  const sites = new Map();
  for (const site of columns.site) sites.set(site || "", (sites.get(site || "") || 0) + 1);
  const ranked = [...sites].sort((one, two) => two[1] - one[1] || (one[0] < two[0] ? -1 : 1));
  ranked.forEach(([site, count], place) => {
    byId("site").append(make("option", { value: place, text: `${site || "unknown"} (${count})` }));
  });
  if (!columns.ms.some((value) => value !== null)) byId("order").querySelector("[value=ms]").remove();
  if (!columns.f1.some((value) => value !== null)) byId("order").querySelector("[value=f1]").remove();
  return ranked.map(([site]) => site);
}

const siteOrder = fillFilters();

function arrange() {
  const role = byId("role").value;
  const site = byId("site").value === "" ? null : siteOrder[byId("site").value];
  const most = Number(byId("most").value);
  const wanted = wantedWords();
  byId("most-shown").textContent = most.toFixed(2);
  order = [];
  for (let number = 0; number < total; number++) {
    if (role !== "" && !(columns.roles[number] & (1 << Number(role)))) continue;
    if (site !== null && (columns.site[number] || "") !== site) continue;
    if (columns.confidence[number] > most) continue;
    if (wanted && !lowered[number].includes(wanted) && !textHits.has(number)) continue;
    order.push(number);
  }
  const key = byId("order").value;
  if (key !== "given") {
    const values = columns[key];
    const sign = key === "ms" || key === "words" ? -1 : 1;
    order.sort((one, two) => sign * ((values[one] ?? Infinity) - (values[two] ?? Infinity)) || one - two);
  }
  byId("runway").style.height = order.length * ROW + "px";
  tellFound();
  paint();
}

function tellFound() {
  const found = `${order.length.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  byId("found").textContent = searched < 1 ? `${found}; ${Math.floor(searched * 100)} % searched` : found;
  // Whoever listens is told once, when all was looked at.
  if (searched === 1) say(found);
}

const rows = new Map();

function row(place) {
  const number = order[place];
  const confidence = columns.confidence[number];
  const meta = [columns.site[number], columns.language[number], columns.date[number]].filter(Boolean).join(" · ");
  const element = make("div", {
    className: "option" + (isUncertain(number) ? " uncertain" : ""), role: "option", id: "option-" + number,
    "aria-setsize": order.length, "aria-posinset": place + 1, "aria-selected": number === current,
  },
    make("span", { className: "name", dir: "auto", text: columns.title[number] || shortName(number) }),
    make("span", { className: "meta", dir: "auto", text: meta || shortName(number) }),
    make("span", { className: "sure" },
      make("span", { className: "figure", text: confidence.toFixed(2) }), meter(confidence),
      make("span", { className: "hidden", text: isUncertain(number) ? " confidence, to be looked at" : " confidence" })));
  element.style.transform = `translateY(${place * ROW}px)`;
  element.addEventListener("click", () => show(number, { focus: "reader" }));
  return element;
}

function meter(share, family = "accent") {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("class", "meter ink-" + family);
  drawing.setAttribute("viewBox", "0 0 100 8");
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("aria-hidden", "true");
  for (const [name, width] of [["rail", 100], ["fill", Math.max(0, Math.min(1, share)) * 100]]) {
    const part = document.createElementNS(space, "rect");
    part.setAttribute("class", name);
    part.setAttribute("width", width);
    part.setAttribute("height", 8);
    drawing.append(part);
  }
  return drawing;
}

function paint() {
  const list = byId("list");
  const first = Math.max(0, Math.floor(list.scrollTop / ROW) - AROUND);
  const last = Math.min(order.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + AROUND);
  for (const [place, element] of rows) {
    if (place < first || place >= last || element.id !== "option-" + order[place]) {
      element.remove();
      rows.delete(place);
    } else element.setAttribute("aria-setsize", order.length);
  }
  for (let place = first; place < last; place++) {
    if (!rows.has(place)) {
      const element = row(place);
      rows.set(place, element);
      byId("runway").append(element);
    }
  }
  const chosen = byId("option-" + current);
  if (chosen) byId("list").setAttribute("aria-activedescendant", chosen.id);
  else byId("list").removeAttribute("aria-activedescendant");
}

function reveal(number) {
  const place = order.indexOf(number);
  const list = byId("list");
  if (place >= 0 && list.clientHeight) {
    const top = place * ROW;
    if (top < list.scrollTop || top + ROW > list.scrollTop + list.clientHeight) {
      list.scrollTop = top - list.clientHeight / 2 + ROW / 2;
    }
  }
  for (const element of rows.values()) element.setAttribute("aria-selected", element.id === "option-" + number);
  paint();
}

// The next document of the list, or the next one that asks to be looked at; goes round at the end.
function step(by, uncertain = false) {
  if (!order.length) return;
  let place = order.indexOf(current);
  if (place < 0 && by < 0) place = 0;
  for (let tried = 0; tried < order.length; tried++) {
    place = (place + by + order.length) % order.length;
    if (!uncertain || isUncertain(order[place])) {
      show(order[place]);
      return;
    }
  }
  say("No document of the list is uncertain.");
}

byId("list").addEventListener("scroll", () => requestAnimationFrame(paint), { passive: true });
byId("list").addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
  const place = order.indexOf(current);
  if (event.key in steps) show(order[Math.max(0, Math.min(order.length - 1, place + steps[event.key]))], { focus: "list" });
  else if (event.key === "Home") show(order[0], { focus: "list" });
  else if (event.key === "End") show(order[order.length - 1], { focus: "list" });
  else if (event.key === "Enter") show(current < 0 ? order[0] : current, { focus: "reader" });
  else return;
  event.preventDefault();
});
new ResizeObserver(() => paint()).observe(byId("list"));
for (const id of ["role", "site", "most", "order"]) byId(id).addEventListener("input", arrange);
byId("search").addEventListener("input", startSearch);
byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("next-uncertain").addEventListener("click", () => step(1, true));
