import type { Section } from './section.ts'

/** The supervisor, which keeps the others alive. */
export const supervisor = {
  host: {
    doc: 'The address on which the supervisor listens. Only this machine may reach it.',
    format: 'loopback-host',
    default: '127.0.0.1',
    change: 'fixed',
  },
  port: {
    doc: 'The port of the supervisor. 0 takes any free one.',
    format: 'port',
    default: '5200',
    change: 'fixed',
  },
  spares: {
    doc: 'How many processes of each service stand by, built and idle, to take over at once: 0 to 4, or auto, which is 1 in production and 0 in development and under an AI client.',
    format: 'spares',
    default: 'auto',
    change: 'live',
  },
} as const satisfies Section
