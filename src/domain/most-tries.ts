/** How often one request is sent at most; the request path keeps to it, and plans count with it. */
export const MOST_TRIES = 3;
