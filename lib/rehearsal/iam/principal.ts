import type { Role } from './role';

/** Who asks. */
export type Principal =
  | { readonly kind: 'role'; readonly roleArn: string; readonly sessionName: string }
  /** @param service such as `events.amazonaws.com` */
  | { readonly kind: 'service'; readonly service: string };

/** Who asks, with all that the account knows of them. */
export type KnownPrincipal =
  | { readonly kind: 'role'; readonly role: Role; readonly sessionName: string }
  | { readonly kind: 'service'; readonly service: string };

/** The ARN of a role's session. It says nothing of the role's path. */
export function sessionArn(role: Role, sessionName: string): string {
  return `arn:aws:sts::${accountOf(role)}:assumed-role/${role.name}/${sessionName}`;
}

export function accountOf({ arn }: Role): string {
  return arn.split(':')[4] ?? '';
}

/** As AWS names them in messages. */
export function callerName(principal: KnownPrincipal): string {
  return principal.kind === 'service' ? principal.service : sessionArn(principal.role, principal.sessionName);
}
