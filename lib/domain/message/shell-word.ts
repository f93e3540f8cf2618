/** A text as one word of a command that somebody pastes into a shell: it starts nothing, whatever is in it. */
export function shellWord(text: string): string {
  return /^[\w.:/@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
