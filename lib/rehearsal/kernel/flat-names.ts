type Members = Readonly<Record<string, unknown>>;

interface Node {
  [name: string]: Node | string;
}

/**
 * Gives the flat names of the query protocol their shape again: `Tags.member.1.Key` is a list's, and
 * `MessageAttributes.entry.1.Name` with `MessageAttributes.entry.1.Value.DataType` a map's. Names without a dot stay as
 * they are, so that an input that never was flat comes back unchanged. AWS documentation, "AWS query protocol".
 */
export function nestNames(input: Members): Members {
  const plain = Object.entries(input).filter(([name]) => !name.includes('.'));
  const root: Node = {};
  for (const [name, value] of Object.entries(input))
    if (name.includes('.')) place(root, name.split('.'), String(value));
  const nested = Object.entries(root).map(([name, node]) => [name, shape(node)] as const);
  return Object.fromEntries([...plain, ...nested]);
}

function place(root: Node, path: readonly string[], value: string): void {
  let node = root;
  for (const step of path.slice(0, -1)) {
    const next = Object.hasOwn(node, step) ? node[step] : undefined;
    const child: Node = typeof next === 'object' ? next : {};
    node[step] = child;
    node = child;
  }
  node[path.at(-1) ?? ''] = value;
}

function shape(node: Node | string): unknown {
  if (typeof node === 'string') return node;
  const { member, entry } = node;
  if (typeof member === 'object') return inOrder(member).map(shape);
  if (typeof entry === 'object') return Object.fromEntries(inOrder(entry).map(pair));
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, shape(value)]));
}

/** The elements of a list, by the numbers that stand for them. */
function inOrder(node: Node): readonly (Node | string)[] {
  return Object.entries(node)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, element]) => element);
}

function pair(element: Node | string): readonly [string, unknown] {
  const { Name, Value, key, value } = typeof element === 'string' ? {} : element;
  const name = Name ?? key;
  return [typeof name === 'string' ? name : '', shape(Value ?? value ?? '')];
}
