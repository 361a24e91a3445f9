import { GoogleError } from './google-error.js';

function refusal(code: number, status: string, message: string, details: readonly object[] = []): GoogleError {
  return new GoogleError(code, { error: { code, message, status, ...(details.length === 0 ? {} : { details }) } });
}

const detail = (type: string, members: object): object => ({
  '@type': `type.googleapis.com/google.rpc.${type}`,
  ...members,
});

export function unknownField(name: string, where: string): GoogleError {
  const at = where === '' ? '' : ` at '${where}'`;
  const description = `Invalid JSON payload received. Unknown name "${name}"${at}: Cannot find field.`;
  const violations = [detail('BadRequest', { fieldViolations: [{ field: where, description }] })];
  return refusal(400, 'INVALID_ARGUMENT', description, violations);
}

export function badRequest(message: string): GoogleError {
  return refusal(400, 'INVALID_ARGUMENT', message);
}

export function noSuchModel(model: string): GoogleError {
  return refusal(404, 'NOT_FOUND', `models/${model} is not found for API version v1beta, or is not supported.`);
}

export function invalidGeminiKey(): GoogleError {
  const info = { reason: 'API_KEY_INVALID', domain: 'googleapis.com' };
  return refusal(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
    detail('ErrorInfo', { ...info, metadata: { service: 'generativelanguage.googleapis.com' } }),
  ]);
}

export function forbiddenGeminiKey(): GoogleError {
  const info = { reason: 'SERVICE_DISABLED', domain: 'googleapis.com' };
  return refusal(403, 'PERMISSION_DENIED', 'Generative Language API has not been used in project 1 before.', [
    detail('ErrorInfo', info),
  ]);
}

/** As developers recorded it. @param quotaId such as `GenerateRequestsPerMinutePerProjectPerModel-FreeTier` */
export function overQuota(quotaId: string, retryDelay: string | null): GoogleError {
  const quotaMetric = 'generativelanguage.googleapis.com/generate_content_free_tier_requests';
  return refusal(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota, please check your plan.', [
    detail('QuotaFailure', { violations: [{ quotaMetric, quotaId, quotaDimensions: { location: 'global' } }] }),
    detail('Help', { links: [{ description: 'Learn more about Gemini API quotas' }] }),
    ...(retryDelay === null ? [] : [detail('RetryInfo', { retryDelay })]),
  ]);
}

export function noCredit(): GoogleError {
  return refusal(402, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.');
}

export function overloaded(): GoogleError {
  return refusal(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.');
}
