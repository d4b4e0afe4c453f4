import type { Scope } from '@promptbin/security'
import type { RouteOptions } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

/**
 * Who may use a route: those with a scope; programs of this machine and those who may read
 * (`operator`, for what watches PromptBin); or everybody, of whom the route may know who they are.
 */
export type Access = Scope | 'operator' | 'anybody'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route has one, by itself or by the group that it is of. */
    access?: Access
  }
  interface FastifyInstance {
    /** Of every route, as `GET /livez`, once the app is ready. */
    readonly accessOfRoutes: ReadonlyMap<string, Access>
  }
}

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Routes that do not say it themselves, with what their group said. */
const byGroup = new WeakSet<RouteOptions>()

/**
 * As an `onRoute` hook: what routes of a group need that do not say it themselves. Of groups within
 * groups the innermost counts.
 */
export function needing(reading: Access, changing: Access = reading) {
  return (route: RouteOptions): void => {
    if (route.config?.access !== undefined && !byGroup.has(route)) return
    byGroup.add(route)
    const isReading = [route.method].flat().every((method) => readingMethods.has(method))
    route.config = { ...route.config, access: isReading ? reading : changing }
  }
}

/**
 * Sees to it that nobody forgets to say who may use a route: an app that has one without does not
 * start. Register it before all others.
 */
export const routeAccess = fastifyPlugin(
  async (app) => {
    const routes: RouteOptions[] = []
    const access = new Map<string, Access>()
    app.decorate('accessOfRoutes', access)
    app.addHook('onRoute', (route) => void routes.push(route))
    app.addHook('onReady', async () => {
      for (const { method, url, config } of routes) {
        for (const name of [method].flat().map((one) => `${one} ${url}`)) {
          if (config?.access === undefined) throw new Error(`${name} does not say who may use it.`)
          access.set(name, config.access)
        }
      }
    })
  },
  { name: 'route-access' },
)
