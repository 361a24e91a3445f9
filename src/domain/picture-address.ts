/** How often the address of a picture may lead to another one. */
export const MOST_REDIRECTS = 5;

/** Whether a picture is named by its address, not by a file. */
export function isAddress(place: string): boolean {
  return /^https?:/i.test(place);
}

/** How many requests a picture takes at most to be opened. @param place as it was named, a file or an address */
export function mostOpeningRequests(place: string): number {
  return isAddress(place) ? 1 + MOST_REDIRECTS : 0;
}
