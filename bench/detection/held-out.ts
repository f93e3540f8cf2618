/** Stands in every seed that the watch is judged with, and in none that one of its parameters was chosen with. */
export const HELD_OUT = 'detection, held out';
