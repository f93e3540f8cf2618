import { referredId, saysTheSame, type Template } from './template';

/**
 * What of a function's permissions differs between two templates, as logical ids: its role, and the policies put on it.
 * Another role altogether is only what `Role` of the function says: it is the new version's alone.
 */
export function roleChanges(deployed: Template, next: Template, functionId: string): readonly string[] {
  const before = roleIdOf(deployed, functionId);
  const after = roleIdOf(next, functionId);
  if (before === undefined || before !== after) return [];
  const ids = new Set([...permissionIds(deployed, before), ...permissionIds(next, after)]);
  return [...ids]
    .filter((id) => !saysTheSame(deployed.Resources[id]?.Properties, next.Resources[id]?.Properties))
    .sort();
}

function roleIdOf(template: Template, functionId: string): string | undefined {
  return referredId(template.Resources[functionId]?.Properties.Role);
}

/** The role, and everything of IAM that lists it in `Roles` or names it in `RoleName`. */
function permissionIds(template: Template, roleId: string): readonly string[] {
  const policies = Object.entries(template.Resources).filter(
    ([
      ,
      {
        Type,
        Properties: { Roles, RoleName },
      },
    ]) =>
      Type.startsWith('AWS::IAM::') &&
      [RoleName, ...(Array.isArray(Roles) ? (Roles as readonly unknown[]) : [])].some(
        (one) => referredId(one) === roleId,
      ),
  );
  return [roleId, ...policies.map(([id]) => id)];
}
