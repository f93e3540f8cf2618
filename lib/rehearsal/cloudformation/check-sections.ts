import { NotEmulated } from '../kernel/not-emulated';
import { TemplateError } from './template-error';

/** Sections whose entries have names, what one entry is called, and how many there may be. */
const SECTIONS = [
  { section: 'Parameters', entry: 'Parameter', most: 200 },
  { section: 'Mappings', entry: 'Mapping', most: 200 },
  { section: 'Conditions', entry: 'Condition', most: Infinity },
  { section: 'Rules', entry: 'Rule', most: Infinity },
  { section: 'Resources', entry: 'Resource', most: 500 },
  { section: 'Outputs', entry: 'Output', most: 200 },
] as const;

/**
 * Refuses transforms and macros by name, names that CloudFormation refuses, and more entries than it takes.
 *
 * CloudFormation User Guide, "Understand CloudFormation quotas" and "Resources".
 */
export function checkSections(template: unknown, where: string): void {
  if (!isRecord(template)) return;
  const { Transform } = template;
  if (Transform !== undefined) {
    for (const transform of Array.isArray(Transform) ? Transform : [Transform]) {
      throw new NotEmulated(`The transform ${nameOf(transform)}`, `${where}, Transform`);
    }
  }
  for (const { section, entry, most } of SECTIONS) {
    const entries = template[section];
    if (!isRecord(entries)) continue;
    const names = Object.keys(entries);
    const call = names.find((name) => name.startsWith('Fn::'));
    if (call !== undefined) throw new NotEmulated(`The intrinsic ${call} in a section`, `${where}, ${section}`);
    const odd = names.find((name) => !/^[A-Za-z0-9]+$/.test(name));
    if (odd !== undefined) {
      throw new TemplateError(
        `Template format error: ${entry} name ${odd} is non alphanumeric.`,
        `${where}, ${section}`,
      );
    }
    if (names.length > most) {
      const what = `Number of ${section.toLowerCase()}, ${names.length}, is greater than maximum allowed, ${most}`;
      throw new TemplateError(`Template format error: ${what}.`, where);
    }
  }
  refuseSharedNames(template, where);
}

/** `Ref` could not tell a parameter from a resource of the same name. */
function refuseSharedNames({ Parameters, Resources }: Readonly<Record<string, unknown>>, where: string): void {
  if (!isRecord(Parameters) || !isRecord(Resources)) return;
  const shared = Object.keys(Parameters).find((name) => Object.hasOwn(Resources, name));
  if (shared === undefined) return;
  throw new TemplateError(`Template format error: ${shared} is both a parameter and a resource.`, where);
}

function nameOf(transform: unknown): string {
  if (typeof transform === 'string') return transform;
  return isRecord(transform) && typeof transform.Name === 'string' ? transform.Name : JSON.stringify(transform);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
