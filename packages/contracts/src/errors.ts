/**
 * Every code the API can answer with: HTTP status and title. The docs page of a code is
 * `/reference/errors#<code>`. Codes are never renamed.
 */
export const ERRORS = {
  request_invalid: [400, 'The request does not match the contract'],
  id_malformed: [400, 'An id is malformed'],
  unauthenticated: [401, 'Sign in or send a valid key'],
  token_expired: [401, 'The token has expired'],
  forbidden: [403, 'This credential may not do that'],
  origin_not_allowed: [403, 'This web origin is not allowed for the key'],
  not_found: [404, 'There is no such thing here'],
  method_not_allowed: [405, 'This address does not take that method'],
  design_revision_stale: [409, 'The design was changed elsewhere'],
  idempotency_conflict: [409, 'The idempotency key was used with another request'],
  idempotency_in_flight: [409, 'The first request with this idempotency key is still running'],
  order_exists: [409, 'An order with this external id exists and differs'],
  scene_mismatch: [409, 'The picture the shopper approved is not what the server would print'],
  asset_in_use: [409, 'The asset is needed by a frozen design'],
  line_state: [409, 'The line is not in a state that allows this'],
  product_not_published: [409, 'The product has no published version'],
  payload_too_large: [413, 'The request is too large'],
  upload_too_large: [413, 'The file is too large'],
  upload_too_many_pixels: [413, 'The picture has too many pixels'],
  upload_type_unsupported: [415, 'This kind of file cannot be printed'],
  upload_broken: [422, 'The file is damaged'],
  upload_unsafe: [422, 'The file holds something that cannot be accepted'],
  upload_timeout: [422, 'The file takes too long to read'],
  design_invalid: [422, 'The design document is not valid'],
  design_blocked: [422, 'The design cannot be printed as it is'],
  variant_unknown: [422, 'The product has no such variant'],
  currency_mismatch: [422, 'The order uses another currency than the price'],
  too_many_requests: [429, 'Too many requests'],
  internal: [500, 'Something went wrong on our side'],
  unavailable: [503, 'The service is not ready'],
} as const satisfies Record<string, readonly [status: number, title: string]>;
export type ErrorCode = keyof typeof ERRORS;
