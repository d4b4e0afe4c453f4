/**
 * What a page of ours may load (Content Security Policy level 3): our own scripts and styles and
 * nothing else, and no other page may have it within. `styleNonce` is for a page whose own script
 * makes styles; it must be new for every answer.
 */
export function pagePolicy(styleNonce?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${styleNonce === undefined ? '' : ` 'nonce-${styleNonce}'`}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
