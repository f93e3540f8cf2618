import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { canonicalSha256 } from '../adapters/canonical-json';
import { isSignedBy } from '../adapters/kms-signatures';
import { releaseExportSchema, signedText, type ReleaseExport } from '../domain/audit/release-export';
import { releaseKey } from '../domain/release/ledger-items';
import { problemsWithoutValue } from '../domain/text/problems-without-value';
import { UsageError } from './usage-error';

/** An export in a file. @throws UsageError */
export function readExport(file: string): ReleaseExport {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read as an export: ${(error as Error).message}`);
  }
  const { success, output, issues } = v.safeParse(releaseExportSchema, value);
  if (success) return output;
  throw new UsageError(`${file} is not an export of sluice: ${problemsWithoutValue(issues)}.`);
}

/** What no ledger answers: an item twice, or one of another release. */
function itemProblems({ releaseId, items }: ReleaseExport['record']): readonly string[] {
  const { PK: own } = releaseKey(releaseId);
  const keys = items.map(({ SK }) => String(SK));
  const doubled = [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
  return [
    ...items.filter(({ PK }) => PK !== own).map(({ SK }) => `The item ${String(SK)} is of another release.`),
    ...doubled.map((key) => `The item ${key} is there more than once.`),
  ];
}

/** What is wrong with the digest and the signature of an export, a sentence each. @param publicKey in PEM; left out where there is none to hold it against */
export function exportProblems(
  { record, sha256, signature }: ReleaseExport,
  publicKey: string | undefined,
): readonly string[] {
  const problems: string[] = [];
  if (canonicalSha256(record) !== sha256) problems.push('The record is not the one that the digest is of.');
  problems.push(...itemProblems(record));
  if (publicKey === undefined) return problems;
  // Who asks for a key wants a signature: without it anybody could have written the file.
  if (signature === null) return [...problems, 'It is not signed, and so nobody answers for it.'];
  if (signature.signed !== signedText(record.releaseId, sha256))
    problems.push('What is signed is about another record.');
  const isSigned = isSignedBy(publicKey, signature.signed, signature.value);
  if (isSigned === undefined) problems.push('The public key is not one, in PEM.');
  else if (!isSigned) problems.push(`The signature is not one by the key ${signature.keyArn}.`);
  return problems;
}
