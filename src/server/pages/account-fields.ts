import { emailSchema } from '../accounts/schemas.js';
import type { Field } from './field.js';
import type { Refusal } from './form-refusal.js';

export const EMAIL: Field = { name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username' };

export const PASSWORD: Field = {
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'current-password',
};

export const NEW_PASSWORD: Field = {
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'new-password',
  hint: 'At least 12 characters; a few words are fine.',
};

/** What is wrong with an address that somebody typed; null when it looks like one. */
export function emailError(email: string): Refusal | null {
  if (emailSchema.safeParse(email).success) return null;
  return { field: 'email', message: 'Write an address like you@example.org.', status: 422 };
}
