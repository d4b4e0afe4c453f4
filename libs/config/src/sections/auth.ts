import type { Section } from './section.ts'

/** Who may use mcp-gateway. */
export const auth = {
  required: {
    doc: 'Whether every request to mcp-gateway needs a token.',
    format: 'switch',
    default: 'false',
    change: 'reload',
  },
  issuer: {
    doc: 'The OAuth 2.1 authorization server whose access tokens are accepted, as its metadata names it.',
    format: 'secure-url-or-nothing',
    default: '',
    change: 'reload',
  },
  jwks_url: {
    doc: 'Where its public keys are. Unless given, its metadata is asked (RFC 8414, OpenID Connect).',
    format: 'secure-url-or-nothing',
    default: '',
    change: 'reload',
  },
  audience: {
    doc: 'The audience that its tokens must name. Unless given, it is mcp.public_url.',
    format: 'text',
    default: '',
    change: 'reload',
  },
} as const satisfies Section
