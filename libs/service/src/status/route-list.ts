import fastifyPlugin from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route so far, as `GET /livez`. */
    readonly routeNames: readonly string[]
  }
}

/** Notes the routes that are registered after it. */
export const routeList = fastifyPlugin(
  async (app) => {
    const names: string[] = []
    app.decorate('routeNames', names)
    app.addHook('onRoute', ({ method, url }) => {
      // For each GET Fastify adds a HEAD.
      const methods = [method].flat().filter((one) => one !== 'HEAD')
      names.push(...methods.map((one) => `${one} ${url}`))
    })
  },
  { name: 'route-list' },
)
