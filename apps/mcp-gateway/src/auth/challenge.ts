/** What a refused client is told so that it can get a token that fits. */
export interface Challenge {
  /** RFC 6750 section 3.1; none where no token came. */
  readonly error?: 'invalid_token' | 'insufficient_scope'
  /** Everything the request needs, with spaces, so that one step is enough. */
  readonly scope: string
  /** Where the authorization server is named (RFC 9728 section 5.1); none without one. */
  readonly resourceMetadata: string | undefined
}

/** The header `WWW-Authenticate`. All values are ours, so none needs to be escaped. */
export function challengeHeader({ error, scope, resourceMetadata }: Challenge): string {
  const parameters = [
    error && `error="${error}"`,
    resourceMetadata && `resource_metadata="${resourceMetadata}"`,
    `scope="${scope}"`,
  ]
  return `Bearer ${parameters.filter(Boolean).join(', ')}`
}
