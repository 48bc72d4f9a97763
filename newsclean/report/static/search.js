// The texts of all documents, searched chunk by chunk behind the titles: what is found shows while the rest is looked at.
// On the page's own thread, since its policy lets no worker run, and in slices so short that nobody waits for them.

// Milliseconds: a frame has sixteen.
const SLICE = 10;
const TOLD_EVERY = 200;
// While somebody types.
const PAUSE = 150;
const FEWEST_LETTERS = 2;

let textHits = new Set();
// The share of the texts that was looked at for what stands in the field.
let searched = 1;
let search = 0;
let typing = 0;

const wantedWords = () => folded(byId("search").value).toLowerCase();

const pause = () => (globalThis.scheduler?.yield ? scheduler.yield() : new Promise((go) => setTimeout(go)));

// Between two words there may be the end of a line, or several blanks.
function pattern(words, between) {
  const parts = words.split(" ").map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(parts.join(between), "i");
}

// As it stands in JSON, where few chunks need be taken apart, and as it stands in a text.
function patternsOf(words) {
  return [pattern(JSON.stringify(words).slice(1, -1), "(?:\\s|\\\\[fnrt]|\\\\u000b)+"), pattern(words, "\\s+")];
}

function startSearch() {
  search += 1;
  clearTimeout(typing);
  const wanted = wantedWords();
  textHits = new Set();
  searched = wanted.length < FEWEST_LETTERS ? 1 : 0;
  arrange();
  if (searched < 1) typing = setTimeout(searchTexts, PAUSE, search, wanted);
}

async function searchTexts(own, wanted) {
  const [inChunk, inText] = patternsOf(wanted);
  const count = data.chunks.length;
  let first = 0;
  let told = 0;
  let slice = performance.now();
  for (let index = 0; index < count; index++) {
    const packed = await packedElement("texts-" + index);
    if (own !== search) return;
    const text = await inflate(packed.textContent);
    if (own !== search) return;
    const isFirst = !textHits.size;
    if (inChunk.test(text)) {
      JSON.parse(text).forEach((one, place) => {
        if (inText.test(one)) textHits.add(first + place);
      });
    }
    first += data.chunks[index];
    searched = (index + 1) / count;
    const now = performance.now();
    if (searched === 1 || (isFirst && textHits.size) || now - told > TOLD_EVERY) {
      told = now;
      if (textHits.size) arrange();
      else tellFound();
    }
    if (now - slice > SLICE) {
      await pause();
      slice = performance.now();
    }
  }
  performance.mark("texts searched");
}
