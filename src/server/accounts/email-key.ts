/**
 * What makes two addresses the same account: letters in one case, composed in one way. Dots and `+tags` stay, for only
 * the host of an address knows what they mean.
 */
export function emailKey(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}
