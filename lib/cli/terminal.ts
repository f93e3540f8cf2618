import pc from 'picocolors';
import type { Paint } from '../report/terminal/summary';

/** How marks are told apart where there are colours. */
export const PAINT: Paint = { good: pc.green, bad: pc.red, soft: pc.dim };

/** As wide as the terminal is, within what is read with ease. */
export function terminalWidth(): number {
  const columns = process.stdout.isTTY ? process.stdout.columns : 0;
  return columns === 0 ? 80 : Math.min(Math.max(columns, 60), 100);
}
