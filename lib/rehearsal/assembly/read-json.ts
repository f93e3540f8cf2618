import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { AssemblyError, type AssemblyErrorCode } from './assembly-error';

const SYNTH_AGAIN = 'Run `cdk synth` again, and rehearse the directory it wrote.';

/** Reads and parses one JSON file of an assembly; `missing` is the code of the error if there is no such file. */
export function readJson<S extends v.GenericSchema>(
  file: string,
  schema: S,
  missing: AssemblyErrorCode,
): v.InferOutput<S> {
  return readJsonText(file, schema, missing).value;
}

/** As `readJson`, with the text that was parsed. */
export function readJsonText<S extends v.GenericSchema>(
  file: string,
  schema: S,
  missing: AssemblyErrorCode,
): { readonly value: v.InferOutput<S>; readonly text: string } {
  const text = readText(file, missing);
  const parsed = v.safeParse(schema, parseJson(text, file));
  if (parsed.success) return { value: parsed.output, text };
  const issue = parsed.issues[0];
  throw new AssemblyError(
    'UNEXPECTED_SHAPE',
    `${v.getDotPath(issue) ?? 'The document'} is not what a cloud assembly holds there: ${issue.message}.`,
    file,
    SYNTH_AGAIN,
  );
}

function readText(file: string, missing: AssemblyErrorCode): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AssemblyError(missing, 'The file cannot be read.', file, SYNTH_AGAIN, { cause });
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AssemblyError('BROKEN_JSON', 'The file is not valid JSON.', file, SYNTH_AGAIN, { cause });
  }
}
