"""The names of what is weighed of a line that may be the headline, and what each says to a person."""

from __future__ import annotations

from newsclean.detectors.headlines.shortlist import COLUMNS

__all__ = ["FEATURES", "FIRST_LOOK", "OF_DUMPS", "OF_PLACES"]

# These are the same for all candidates of a dump, and all that is known of "there is no headline".
OF_DUMPS: dict[str, str] = {
    "dump.titled": "the first line of the dump says what the story is about",
    "dump.blocks": "the dump is as long as it is",
    "dump.above": "so much stands above the story",
    "dump.candidates": "so many lines may be the headline",
    "dump.first_words": "the first line of the dump is as long as it is",
    "dump.prose_words": "the story is as long as it is",
    "dump.best_look": "some line stands where headlines stand",
    "dump.unspaced": "the script of the first paragraph",
}
OF_PLACES: dict[str, str] = {
    "look.score": "it stands where headlines stand",
    "look.rank": "few lines stand where headlines stand as plainly",
    "look.gap": "no other line stands where headlines stand as plainly",
    "size.words": "it is as long as headlines are",
    "size.characters": "it is as long as headlines are",
    "at.distance": "it stands as near to the story as headlines do",
    "at.number": "it stands as far below the top as headlines do",
    "at.share": "it stands between top and story where headlines do",
    "at.others_below": "few lines like it stand between it and the story",
    "at.chrome_below": "few phrases of the page stand between it and the story",
    "at.short_below": "few short lines stand between it and the story",
    "at.prose_below": "a paragraph stands as near below it as below headlines",
    "near.before": "the length of the line above",
    "near.before_2": "the length of the second line above",
    "near.after": "the length of the line below",
    "near.after_2": "the length of the second line below",
    "far.fact": "a byline or a date stands below it",
    "far.share": "a share bar stands below it",
    "far.numbers": "a line of numbers stands below it",
    "far.fact_above": "a byline or a date stands above it",
    "like.lead_words": "words of the first paragraphs stand in it",
    "like.lead_share": "the first paragraphs use its words",
    "like.prose_share": "the story uses its words",
    "like.first_share": "the first line of the dump uses its words",
    "like.pairs_share": "the story uses words of it side by side",
    "again.count": "it stands in the dump so often",
    "again.behind": "it stands in the dump again behind the first paragraph",
    "again.holds": "another line like it stands in it",
    "again.held": "it stands in another line like it",
    "shape.upper": "it is in capitals",
    "cue.any": "a phrase stands in it",
    "next.above": "another line like it stands right above it",
    "next.below": "another line like it stands right below it",
}
OF_TEXTS: dict[str, str] = {
    "ends.stop": "it ends with a full stop",
    "ends.question": "it asks or exclaims",
    "ends.colon": "it ends with a colon, a comma or a dash",
    "shape.lower": "it begins with a small letter",
    "shape.stop_inside": "a full stop stands in it",
    "shape.parted": "a colon or a dash stands in it",
    "shape.bracket": "a bracket stands in it",
    "shape.quoted": "somebody says it",
    "first.whole": "it is the whole first line of the dump",
    "again.first": "it is the first line of the dump once more",
    "again.first_head": "the first line of the dump begins or ends with it, up to a sign",
    "again.first_part": "the first line of the dump holds it",
    "again.first_more": "it says what a piece of the first line of the dump says, and more",
    "again.inside": "it stands in the dump more than once, alone or in other lines",
    "line": "a line of several sentences",
}
OF_PIECES: dict[str, str] = {
    "piece.first": "a piece of the first line of the dump",
    "piece.glued": "a piece of a line that the first line of the dump says too",
    "piece.cut": "a line without its label, its date or the name of the site",
    "piece.begins": "the line begins with it",
    "piece.ends": "the line ends with it",
    "piece.share": "it is so much of its line",
    "piece.rest": "so many words are left of the line",
    "piece.rest_parted": "what is left of the line has parts too",
    "piece.parted": "it has parts itself",
    "piece.colon": "cut at a colon",
    "piece.bracket": "cut at a bracket",
    "piece.again": "it is a line of its own elsewhere",
    "piece.more": "a line elsewhere says the same and more",
    "piece.rest_digits": "what is left of the line is numbers",
}
# Of the first look, what is not told by "size" and "at" already.
FIRST_LOOK = {name: reason for name, reason in COLUMNS.items() if not name.startswith(("words.", "place."))}
#: What is weighed of a candidate, and what that says to a person.
FEATURES: dict[str, str] = (
    {"none": "nothing is likely enough"} | OF_DUMPS | OF_PLACES | OF_TEXTS | OF_PIECES | FIRST_LOOK
)
