import * as v from 'valibot';
import { ApiError } from '../kernel/api-error';
import type { Draw } from '../kernel/randomness';
import { templateBoolean, templateNumber } from '../kernel/template-values';

const off = v.optional(templateBoolean, false);

/** The property `GenerateSecretString`. */
export const GENERATE_SECRET_STRING = v.strictObject({
  ExcludeCharacters: v.optional(v.string(), ''),
  ExcludeLowercase: off,
  ExcludeNumbers: off,
  ExcludePunctuation: off,
  ExcludeUppercase: off,
  GenerateStringKey: v.optional(v.string()),
  IncludeSpace: off,
  PasswordLength: v.optional(templateNumber, 32),
  RequireEachIncludedType: v.optional(templateBoolean, true),
  SecretStringTemplate: v.optional(v.string()),
});

export type GenerateSecretString = v.InferOutput<typeof GENERATE_SECRET_STRING>;

/** Secrets Manager API Reference, GetRandomPassword: the characters of each type. */
const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz';
const NUMBERS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const LONGEST = 4096;

/** A secret made by chance: a password, or a JSON template with a password in it. */
export function generateSecret(given: GenerateSecretString, draw: Draw): string {
  const password = generatePassword(given, draw);
  const { GenerateStringKey, SecretStringTemplate } = given;
  if (GenerateStringKey === undefined && SecretStringTemplate === undefined) return password;
  if (GenerateStringKey === undefined || SecretStringTemplate === undefined) {
    throw invalid('GenerateStringKey and SecretStringTemplate must be given together.');
  }
  return JSON.stringify({ ...parseTemplate(SecretStringTemplate), [GenerateStringKey]: password });
}

function generatePassword(given: GenerateSecretString, draw: Draw): string {
  const included = [
    given.ExcludeLowercase ? '' : LOWERCASE,
    given.ExcludeUppercase ? '' : LOWERCASE.toUpperCase(),
    given.ExcludeNumbers ? '' : NUMBERS,
    given.ExcludePunctuation ? '' : PUNCTUATION,
    given.IncludeSpace ? ' ' : '',
  ].map((type) => Array.from(type).filter((character) => !given.ExcludeCharacters.includes(character)));
  const types = included.filter((type) => type.length > 0);
  const all = types.flat();
  const { PasswordLength: length, RequireEachIncludedType: each } = given;
  if (all.length === 0) throw invalid('All characters are excluded from the password.');
  if (length < (each ? types.length : 1) || length > LONGEST)
    throw invalid(`The password length ${length} is out of range.`);
  const pick = (from: readonly string[]) => from[Math.floor(draw() * from.length)] ?? '';
  const needed = each ? types.map(pick) : [];
  const password = [...needed, ...Array.from({ length: length - needed.length }, () => pick(all))];
  return shuffle(password, draw).join('');
}

/** Fisher and Yates: the characters that are needed of each type shall not stand in front. */
function shuffle(characters: readonly string[], draw: Draw): readonly string[] {
  const rest = [...characters];
  return characters.map(() => rest.splice(Math.floor(draw() * rest.length), 1)[0] ?? '');
}

function parseTemplate(text: string): object {
  try {
    const template: unknown = JSON.parse(text);
    if (typeof template === 'object' && template !== null) return template;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw invalid('SecretStringTemplate must be a JSON object.');
}

function invalid(message: string): ApiError {
  return new ApiError('InvalidParameterException', message);
}
