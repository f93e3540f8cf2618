import { isAlias, isCollection, isPair, isScalar, visit, type Document, type Node } from 'yaml';

/** A value that a document can hold and JSON cannot. */
export interface UnlikeJson {
  readonly offset: number;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * The values of a document that would not arrive as they stand: whatever is read here is sent on as JSON.
 *
 * JSON has no number that is not finite, and readers agree on whole numbers only as far as a double counts in ones
 * (RFC 8259, section 6). YAML's dates, binaries and sets are nothing that JSON has.
 */
export function unlikeJson(document: Document): readonly UnlikeJson[] {
  const found: UnlikeJson[] = [];
  const note = (node: Node, ancestors: readonly unknown[], message: string | undefined) => {
    if (message !== undefined) found.push({ offset: node.range?.[0] ?? 0, path: pathOf(node, ancestors), message });
  };
  visit(document, {
    Scalar: (_, node, ancestors) => {
      note(node, ancestors, problemOf(node.value, node.source));
    },
    Collection: (_, node, ancestors) => {
      note(node, ancestors, /:(set|omap)$/.test(node.tag ?? '') ? NO_JSON : undefined);
    },
  });
  return found;
}

const NO_JSON = 'is nothing that JSON has; write a mapping, a list or text in quotes';

function problemOf(value: unknown, source = String(value)): string | undefined {
  if (typeof value !== 'number') return typeof value === 'object' && value !== null ? NO_JSON : undefined;
  if (!Number.isFinite(value)) return `JSON has no number ${source}; give a finite one, or text in quotes`;
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return undefined;
  return `JSON carries whole numbers up to ${Number.MAX_SAFE_INTEGER} only, got ${source}; write it as text in quotes`;
}

/** Names and indexes on the way to a node; a key has the path of what it stands for. */
function pathOf(node: Node, ancestors: readonly unknown[]): readonly (string | number)[] {
  const way = [...ancestors, node];
  return way.flatMap<string | number>((one, index) => {
    const above = way[index - 1];
    if (isPair(one)) return [String(isScalar(one.key) ? one.key.value : one.key)];
    return isCollection(above) && !isPair(one) && !isAlias(one) ? [above.items.indexOf(one as never)] : [];
  });
}
