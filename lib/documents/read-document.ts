import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { isNode, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { DocumentError, type DocumentProblem } from './document-error';
import { unlikeJson } from './json-values';
import { knownKeys } from './known-keys';

type Path = readonly (string | number)[];

/**
 * Reads a YAML file (JSON is YAML) and parses it by a schema.
 *
 * @throws DocumentError with every problem and its line
 */
export function readDocument<S extends v.GenericSchema>(file: string, schema: S): v.InferOutput<S> {
  return parseText(file, readText(file), schema);
}

/**
 * Parses the text of a file by a schema.
 *
 * @throws DocumentError with every problem and its line
 */
export function parseText<S extends v.GenericSchema>(file: string, text: string, schema: S): v.InferOutput<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problemAt = (offset: number, path: Path, message: string): DocumentProblem => {
    const { line, col } = lines.linePos(offset);
    return { path: path.join('.'), line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  if (document.errors.length > 0) {
    const tooDeep = document.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
    throw new DocumentError(
      file,
      // Every level above says so too; the innermost one comes first.
      (tooDeep ? [tooDeep] : document.errors).map((error) =>
        problemAt(error.pos[0], [], tooDeep ? 'nested too deeply; a document has a handful of levels' : error.message),
      ),
    );
  }
  const unlike = unlikeJson(document);
  const parsed = v.safeParse(schema, valuesOf(document, file, problemAt));
  if (parsed.success && unlike.length === 0) return parsed.output;
  // What is no JSON is said once, and not by the schema too.
  const said = new Set(unlike.map(({ path }) => path.join('.')));
  const issues = (parsed.issues ?? [])
    .map((issue) => ({ issue, path: (issue.path ?? []).map((item) => item.key as string | number) }))
    .filter(({ path }) => !said.has(path.join('.')));
  throw new DocumentError(file, [
    ...unlike.map(({ offset, path, message }) => problemAt(offset, path, message)),
    ...issues.map(({ issue, path }) => problemAt(offsetOf(document, path), path, say(issue, schema, path))),
  ]);
}

/** @throws DocumentError where the file cannot be read */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new DocumentError(file, [
      { path: '', line: 1, column: 1, message: 'there is no such file, or it cannot be read; check the path' },
    ]);
  }
}

/** The values of a document. Aliases are looked up only now, so what is wrong with them is not among its errors. */
function valuesOf(
  document: Document,
  file: string,
  problemAt: (offset: number, path: Path, message: string) => DocumentProblem,
): unknown {
  try {
    return document.toJS();
  } catch (error) {
    let offset = 0;
    visit(document, {
      Alias: (_, alias) => {
        if (alias.resolve(document)) return undefined;
        offset = alias.range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
    throw new DocumentError(file, [problemAt(offset, [], error instanceof Error ? error.message : String(error))]);
  }
}

/** Where the value at a path begins, or the nearest place above it that the document has. */
function offsetOf(document: Document, path: Path): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node: unknown = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function say(issue: v.BaseIssue<unknown>, schema: v.GenericSchema, path: Path): string {
  const known = issue.expected === 'never' ? knownKeys(schema, path.slice(0, -1)) : [];
  if (known.length > 0) return `unknown key; the keys known here are ${known.join(', ')}`;
  if (issue.kind !== 'schema') return issue.message;
  if (issue.received === 'undefined') return `missing; expected ${issue.expected ?? 'a value'}`;
  return `expected ${issue.expected ?? 'another value'}, got ${shortened(issue.received)}`;
}

/** Enough of a value to recognise it. */
function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
