import { ident } from "./quote.js";

const special = /^(?:public|current_user|current_role|session_user)$/i;

/** A role as SQL writes it; those that stand for another one are words, not names. */
export function roleName(role: string): string {
  return isSpecialRole(role) ? role.toUpperCase() : ident(role);
}

/** Whether it stands for another one, or for everybody. */
export function isSpecialRole(role: string): boolean {
  return special.test(role);
}

/** One role or several. */
export function roleNames(roles: string | readonly string[]): string {
  return [roles].flat().map(roleName).join(", ");
}
