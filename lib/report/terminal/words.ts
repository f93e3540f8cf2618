/** Breaks a text at its words, so that no line is longer than it may be; what has no blank stays whole. */
export function wrapped(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrappedLine(line, width));
}

function wrappedLine(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** The lines of a text, each after the same margin; what goes on after a break stands further in. */
export function indented(text: string, width: number, margin: number, hanging = 2): readonly string[] {
  const [first = '', ...others] = wrapped(text, width - margin - hanging);
  return [`${' '.repeat(margin)}${first}`, ...others.map((line) => `${' '.repeat(margin + hanging)}${line}`)];
}

/** One of these, or several. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
}
