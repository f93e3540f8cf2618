/** As much of a text as a reader needs: a value in it may be as long as a template. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
