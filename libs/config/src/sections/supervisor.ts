import type { Section } from './section.ts'

/** The supervisor, which keeps the others alive. */
export const supervisor = {
  host: {
    doc: 'The address on which the supervisor listens. Where other machines can reach it, it asks for a login.',
    format: 'host',
    default: '127.0.0.1',
    change: 'fixed',
  },
  port: {
    doc: 'The port of the supervisor. 0 takes any free one.',
    format: 'port',
    default: '5200',
    change: 'fixed',
  },
  allowed_hosts: {
    doc: 'The host names, without port, under which the supervisor answers, beside those of this machine and supervisor.host.',
    format: 'host-names',
    default: 'none',
    change: 'fixed',
  },
  spares: {
    doc: 'How many processes of each service stand by, built and idle, to take over at once: 0 to 4, or auto, which is 1 in production and 0 in development and under an AI client.',
    format: 'spares',
    default: 'auto',
    change: 'live',
  },
} as const satisfies Section
