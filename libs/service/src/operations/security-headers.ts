import fastifyPlugin from 'fastify-plugin'

/** Harmless on every answer; pages add their own content security policy. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  // Not `no-referrer`: with that, browsers send `Origin: null` with our own forms.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
} as const

/** Tells browsers not to guess types, not to tell others where they were, not to embed us. */
export const securityHeaders = fastifyPlugin(
  async (app) => {
    app.addHook('onRequest', (_request, reply, done) => {
      reply.headers(HEADERS)
      done()
    })
  },
  { name: 'security-headers' },
)
