import type { Section } from './section.ts'

/** Who may use PromptBin: mcp-gateway by tokens, the pages and the supervisor by a login as well. */
export const auth = {
  required: {
    doc: 'Whether every request to mcp-gateway needs a token.',
    format: 'switch',
    default: 'false',
    change: 'reload',
  },
  login: {
    doc: 'When prompt-web and the supervisor ask for a login or a token: when-reachable, where they listen on an address that other machines can reach or a proxy is trusted, or always.',
    format: 'login-policy',
    default: 'when-reachable',
    change: 'fixed',
  },
  trusted_proxies: {
    doc: 'Networks and addresses of the proxies that are believed when they say in X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host for whom they ask, with commas. Unless given, none.',
    format: 'networks',
    default: 'none',
    example: '127.0.0.1,10.0.0.0/8',
    change: 'fixed',
  },
  setup_token: {
    doc: 'With what the first account can be made, once, where a login is asked for. Unless given, the start prints one.',
    format: 'text',
    default: '',
    sensitive: true,
    example: 'words-that-only-you-know',
    change: 'fixed',
  },
  session_idle: {
    doc: 'How long nobody needs to use a browser that is logged in before it has to log in again.',
    format: 'duration',
    default: '24h',
    minimum: '1m',
    change: 'fixed',
  },
  session_lifetime: {
    doc: 'After how long a browser has to log in again in any case.',
    format: 'duration',
    default: '14d',
    minimum: '1m',
    change: 'fixed',
  },
  issuer: {
    doc: 'The OAuth 2.1 authorization server whose access tokens are accepted, as its metadata names it.',
    format: 'secure-url-or-nothing',
    default: '',
    example: 'https://login.example.org',
    change: 'reload',
  },
  jwks_url: {
    doc: 'Where its public keys are. Unless given, its metadata is asked (RFC 8414, OpenID Connect).',
    format: 'secure-url-or-nothing',
    default: '',
    example: 'https://login.example.org/keys',
    change: 'reload',
  },
  audience: {
    doc: 'The audience that its tokens must name. Unless given, it is mcp.public_url.',
    format: 'text',
    default: '',
    example: 'http://127.0.0.1:5100/mcp',
    change: 'reload',
  },
} as const satisfies Section
