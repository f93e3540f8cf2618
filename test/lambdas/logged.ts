/** The lines that some work writes to the log of its function, each read as JSON. */
export async function logged(work: () => Promise<unknown>): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const lines: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    lines.push(
      ...String(chunk)
        .split('\n')
        .filter((line) => line !== ''),
    );
    return true;
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}
