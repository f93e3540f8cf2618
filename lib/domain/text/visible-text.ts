/**
 * Characters that a person does not see and a model reads: controls other than tab and line feed, soft hyphens,
 * zero-width and bidirectional ones, fillers, private and tag characters. Emoji presentation selectors (U+FE0F) stay.
 *
 * The bidirectional ones reorder what a reviewer sees (Boucher and Anderson, "Trojan Source",
 * https://arxiv.org/abs/2111.00169); tag characters spell ASCII that nothing draws.
 */
export const UNSEEN =
  /(?:[\u{0}-\u{8}\u{B}-\u{1F}\u{7F}-\u{9F}\u{AD}\u{34F}\u{61C}\u{115F}\u{1160}\u{17B4}\u{17B5}\u{180E}\u{200B}-\u{200F}\u{2028}-\u{202E}\u{2060}-\u{206F}\u{3164}\u{FE00}-\u{FE0E}\u{FEFF}\u{FFA0}\u{FFF9}-\u{FFFB}\p{Co}\u{E0000}-\u{E0FFF}])+/gu;

/** The text with every unseen character written out, such as `⟨U+202E⟩`, and runs of the same one counted. */
export function withUnseenShown(text: string): string {
  // A carriage return before a line feed is how some systems end a line.
  return text.replaceAll('\r\n', '\n').replace(UNSEEN, written);
}

/** The text without unseen characters, for comparing what a person would read. */
export function withoutUnseen(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSEEN, '');
}

/** No more different runs than this are written out in one place: a flood of them is one finding. */
const WRITTEN_RUNS = 8;

function written(unseen: string): string {
  const runs: { readonly name: string; readonly count: number }[] = [];
  for (const character of unseen) {
    const name = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    const last = runs.at(-1);
    if (last?.name === name) runs[runs.length - 1] = { name, count: last.count + 1 };
    else runs.push({ name, count: 1 });
  }
  const shown = runs.slice(0, WRITTEN_RUNS).map(({ name, count }) => (count === 1 ? name : `${name} ×${count}`));
  const more = runs.length - shown.length;
  return `⟨${shown.join(' ')}${more > 0 ? ` and ${more} more` : ''}⟩`;
}

/** The beginning and the end of a text that is too long, with what was left out said in between. */
export function capped(text: string, mostCharacters: number): string {
  if (text.length <= mostCharacters) return text;
  const head = Math.ceil(mostCharacters * 0.75);
  const tail = mostCharacters - head;
  const left = text.length - mostCharacters;
  return `${whole(text.slice(0, head))}\n⟨${left} characters left out⟩\n${whole(text.slice(text.length - tail))}`;
}

/** Without half a character where a cut went through one. */
function whole(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
}
