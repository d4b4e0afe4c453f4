import type { Section } from './section.ts'

/** prompt-web: the pages and the API. */
export const web = {
  host: {
    doc: 'The address on which prompt-web listens. Where other machines can reach it, it asks for a login.',
    format: 'host',
    default: '127.0.0.1',
    change: 'fixed',
  },
  port: {
    doc: 'The port of prompt-web, its pages and its API. 0 takes any free one.',
    format: 'port',
    default: '5000',
    change: 'fixed',
  },
  allowed_hosts: {
    doc: 'The host names, without port, under which prompt-web answers, beside those of this machine and web.host.',
    format: 'host-names',
    default: 'none',
    change: 'fixed',
  },
  workers: {
    doc: 'How many prompt-web processes share the work.',
    format: 'count',
    default: '1',
    minimum: '1',
    maximum: '64',
    change: 'live',
  },
  max_memory: {
    doc: 'The resident memory at which a prompt-web process is replaced by a fresh one, without losing a request. A quarter more ends it at once. Its heap is limited to as much.',
    format: 'bytes',
    default: '512MB',
    minimum: '256MB',
    change: 'reload',
  },
  max_connections: {
    doc: 'How many connections one prompt-web process serves at once. Requests on further ones are told to come again.',
    format: 'count',
    default: '1000',
    minimum: '1',
    maximum: '100000',
    change: 'live',
  },
  open_browser: {
    doc: 'Whether "promptbin start" shows the pages in a browser when they are there. Unless given, only to a person at a desktop.',
    format: 'switch',
    default: 'false',
    change: 'fixed',
  },
} as const satisfies Section
