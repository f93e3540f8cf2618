/**
 * Whether a value of an event is what a pattern asks for. Asked once for each value: a list fits where one of its values
 * does, and what is not there fits nothing but `exists: false`.
 */
export type LeafTest = (leaf: unknown) => boolean;
