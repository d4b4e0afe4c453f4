import type { Section } from './section.ts'

/** Links that show one prompt to whoever has them. */
export const share = {
  enabled: {
    doc: 'Whether a prompt may be shared by a link. Nothing listens for links until there is one.',
    format: 'switch',
    default: 'true',
    change: 'reload',
  },
  host: {
    doc: 'The address on which links open. Any may be given: whoever has a link may read it.',
    format: 'host',
    default: '127.0.0.1',
    change: 'fixed',
  },
  port: {
    doc: 'The port on which links open, and nothing else. 0 takes any free one.',
    format: 'port',
    default: '5300',
    change: 'fixed',
  },
  public_url: {
    doc: 'The address that links begin with where a proxy stands before share.port. Unless given, it follows share.host and share.port.',
    format: 'http-url-or-nothing',
    default: '',
    example: 'https://prompts.example.org',
    change: 'reload',
  },
  rate_limit: {
    doc: 'How many requests a minute one address may make to links.',
    format: 'count',
    default: '120',
    minimum: '1',
    change: 'live',
  },
} as const satisfies Section
