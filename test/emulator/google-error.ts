/** An answer of the API that is no success, in Google's own shape. */
export class GoogleError extends Error {
  constructor(
    readonly status: number,
    readonly body: { readonly error: Readonly<Record<string, unknown>> },
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`HTTP ${status}`);
  }
}

function withReason(
  code: number,
  domain: string,
  reason: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
  where: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): GoogleError {
  const error = { code, message, errors: [{ message, domain, reason, ...where }], ...more };
  return new GoogleError(code, { error }, headers);
}

function at(location: string): Readonly<Record<string, unknown>> {
  return { location, locationType: 'parameter' };
}

/** A value of a parameter that the type behind it does not have. */
export function badParameter(name: string, message: string): GoogleError {
  return withReason(400, 'global', 'invalidParameter', message, { status: 'INVALID_ARGUMENT' }, at(name));
}

export function unknownParameter(name: string): GoogleError {
  const message = `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`;
  return withReason(400, 'global', 'badRequest', message, {
    status: 'INVALID_ARGUMENT',
    details: [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ description: message }] }],
  });
}

export function missingParameter(name: string): GoogleError {
  return withReason(400, 'youtube.parameter', 'missingRequiredParameter', `No ${name} selected.`, {}, at(name));
}

export function unknownPart(part: string): GoogleError {
  return withReason(400, 'youtube.part', 'unknownPart', `'${part}'`, {}, at('part'));
}

export function incompatibleFilters(names: readonly string[]): GoogleError {
  const message = `Incompatible parameters specified in the request: ${names.join(', ')}`;
  return withReason(400, 'youtube.parameter', 'incompatibleParameters', message, {}, at(names.join(',')));
}

export function playlistNotFound(): GoogleError {
  const message = "The playlist identified with the request's <code>playlistId</code> parameter cannot be found.";
  return withReason(404, 'youtube.playlistItem', 'playlistNotFound', message, {}, at('playlistId'));
}

export function videoNotFound(): GoogleError {
  const message = 'The video identified by the <code>videoId</code> parameter could not be found.';
  return withReason(404, 'youtube.commentThread', 'videoNotFound', message, {}, at('videoId'));
}

export function commentsDisabled(): GoogleError {
  const message = 'The video identified by the <code>videoId</code> parameter has disabled comments.';
  return withReason(403, 'youtube.commentThread', 'commentsDisabled', message, {}, at('videoId'));
}

export function invalidKey(): GoogleError {
  const message = 'API key not valid. Please pass a valid API key.';
  return withReason(400, 'global', 'badRequest', message, {
    status: 'INVALID_ARGUMENT',
    details: [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' },
    ],
  });
}

export function missingKey(): GoogleError {
  const message =
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.";
  return withReason(403, 'global', 'forbidden', message, { status: 'PERMISSION_DENIED' });
}

export function apiOff(): GoogleError {
  const message = 'YouTube Data API v3 has not been used in project 1 before or it is disabled.';
  return withReason(403, 'usageLimits', 'accessNotConfigured', message, {
    status: 'PERMISSION_DENIED',
    details: [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'SERVICE_DISABLED', domain: 'googleapis.com' },
    ],
  });
}

/** As a developer recorded it. */
export function quotaExceeded(): GoogleError {
  return withReason(
    403,
    'youtube.quota',
    'quotaExceeded',
    'The request cannot be completed because you have exceeded your quota.',
  );
}

/** What YouTube says to a token that it does not know; a key gets it from gateways. */
export function unauthorized(): GoogleError {
  const message = 'Request had invalid authentication credentials.';
  const where = { locationType: 'header', location: 'Authorization' };
  return withReason(401, 'global', 'authError', message, { status: 'UNAUTHENTICATED' }, where);
}

/** A key whose restrictions exclude this program or this address. */
export function forbidden(): GoogleError {
  return withReason(403, 'global', 'forbidden', 'Requests from this client are blocked.', {
    status: 'PERMISSION_DENIED',
  });
}

export function channelNotFound(): GoogleError {
  return withReason(404, 'youtube.channel', 'channelNotFound', 'Channel not found.', {}, at('id'));
}

/**
 * What a spent day of `search.list` gives since June 2026, and what any bucket gives that goes too fast.
 * @param retryAfter seconds, for the header of that name
 */
export function rateLimit(quotaLimit: string, unit: string, retryAfter: number | null = null): GoogleError {
  const message = `Quota exceeded for quota metric 'Queries' and limit '${quotaLimit}' of service 'youtube.googleapis.com'.`;
  const detail = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: 'RATE_LIMIT_EXCEEDED',
    domain: 'googleapis.com',
    metadata: { service: 'youtube.googleapis.com', quota_limit: quotaLimit, quota_unit: unit },
  };
  const more = { status: 'RESOURCE_EXHAUSTED', details: [detail] };
  return withReason(429, 'global', 'rateLimitExceeded', message, more, {}, waiting(retryAfter));
}

/** The older form of a rate limit, which is a 403. @param retryAfter seconds, for the header of that name */
export function tooFast(retryAfter: number): GoogleError {
  return withReason(403, 'usageLimits', 'rateLimitExceeded', 'Rate Limit Exceeded', {}, {}, waiting(retryAfter));
}

function waiting(retryAfter: number | null): Readonly<Record<string, string>> {
  return retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
}

export function internalError(): GoogleError {
  return withReason(500, 'global', 'internalError', 'Internal error encountered.', { status: 'INTERNAL' });
}

/** @param retryAfter seconds, for the header of that name */
export function backendError(retryAfter: number | null = null): GoogleError {
  const message = 'The service is currently unavailable.';
  return withReason(503, 'global', 'backendError', message, { status: 'UNAVAILABLE' }, {}, waiting(retryAfter));
}
