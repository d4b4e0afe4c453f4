import type { Section } from './section.ts'

/** Where others are told of what happens here. */
export const webhooks = {
  allow_private: {
    doc: 'Networks and addresses that messages may be sent to although they are not public, with commas; only there also without encryption. Unless given, none.',
    format: 'networks',
    default: 'none',
    example: '10.0.0.0/8,192.168.1.20',
    change: 'live',
  },
} as const satisfies Section
