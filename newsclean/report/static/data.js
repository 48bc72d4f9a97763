// What the page brings along: columns for the list, and documents in deflated chunks.

const byId = (id) => document.getElementById(id);

function make(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  const { className, text, dir, ...attributes } = options;
  if (className) element.className = className;
  if (text !== undefined) element.append(shown(text));
  if (dir) element.dir = dir;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// Characters that drive whatever shows them: of control, and those that turn the direction of what follows.
const DRIVES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

function visible(text) {
  return String(text).replace(DRIVES, (sign) => "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0"));
}

function shown(text) {
  return document.createTextNode(visible(text));
}

function bytesOf(packed) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(packed);
  const letters = atob(packed);
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place++) bytes[place] = letters.charCodeAt(place);
  return bytes;
}

async function inflate(packed) {
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  // What is wrong with the bytes is told by the reading end.
  writer.write(bytesOf(packed)).catch(() => {});
  writer.close().catch(() => {});
  return new Response(stream.readable).text();
}

async function unpack(packed) {
  return JSON.parse(await inflate(packed));
}

// Chunks that were opened last; each takes some megabytes.
const KEPT_CHUNKS = 6;
const chunks = new Map();

// The page is read from top to bottom; a chunk further down may not be there yet.
async function packedElement(id) {
  for (;;) {
    const element = byId(id);
    // A chunk is whole when something stands behind it, or the page has been read.
    if (element && (element.nextElementSibling || document.readyState !== "loading")) return element;
    if (document.readyState !== "loading") throw new Error("the page is not whole");
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

// The texts of some documents, and all else that is known of them.
function chunk(number) {
  let opened = chunks.get(number);
  if (!opened) {
    const parts = ["texts-", "chunk-"].map(async (kind) => unpack((await packedElement(kind + number)).textContent));
    opened = Promise.all(parts);
  }
  chunks.delete(number);
  chunks.set(number, opened);
  if (chunks.size > KEPT_CHUNKS) chunks.delete(chunks.keys().next().value);
  return opened;
}

function placeOf(number) {
  let first = 0;
  for (let index = 0; index < data.chunks.length; index++) {
    if (number < first + data.chunks[index]) return [index, number - first];
    first += data.chunks[index];
  }
  throw new Error("no such document");
}

// A document with its blocks as objects.
async function documentOf(number) {
  const [index, place] = placeOf(number);
  const [texts, { strings, documents }] = await chunk(index);
  const own = documents[place].strings;
  const doc = { ...documents[place].document, number, source: "", text: "" };
  doc[doc.isDump ? "source" : "text"] = texts[place];
  const word = (id) => strings[own[id]];
  let end = 0;
  doc.blocks = doc.roles.map((role, order) => {
    const gapStart = end;
    const start = end + doc.spans[2 * order];
    end = start + doc.spans[2 * order + 1];
    const evidence = doc.evidence[order].map(([voted, weight, rule, reason]) => ({
      role: data.roles[voted], weight: weight / 10, rule: word(rule), reason: word(reason),
    }));
    return {
      number: order, start, end, evidence, gap: doc.source.slice(gapStart, start),
      text: doc.source.slice(start, end), role: data.roles[role], family: data.families[role],
      confidence: doc.confidences[order] / 100,
    };
  });
  return doc;
}

const folded = (text) => text.replace(/\s+/g, " ").trim();

const data = JSON.parse(byId("data").textContent);
