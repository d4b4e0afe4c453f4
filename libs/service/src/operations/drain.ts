import { setTimeout as after } from 'node:timers/promises'
import type { Health } from '@promptbin/health'
import fastifyPlugin from 'fastify-plugin'

/** Ends something that would otherwise stay open, such as a stream; may take until it has ended. */
export type DrainHook = () => void | Promise<void>

declare module 'fastify' {
  interface FastifyInstance {
    /** Adds what to do when the service stops taking work, before its connections are closed. */
    onDrain(hook: DrainHook): void
    /** Runs all hooks at once; waits for them `timeoutMs` at most. Never rejects. */
    startDrain(timeoutMs: number): Promise<void>
  }
}

/** While the service drains, every answer asks its client to come back on a new connection. */
export const drain = fastifyPlugin<{ readonly health: Health }>(
  async (app, { health }) => {
    const hooks: DrainHook[] = []
    app.decorate('onDrain', (hook: DrainHook) => {
      hooks.push(hook)
    })
    const run = async (hook: DrainHook) => {
      try {
        await hook()
      } catch (err) {
        app.log.error({ event: 'service.drain_hook', err }, 'a drain hook failed')
      }
    }
    app.decorate('startDrain', async (timeoutMs: number) => {
      await Promise.race([Promise.all(hooks.map(run)), after(timeoutMs, undefined, { ref: false })])
    })
    app.addHook('onSend', async (_request, reply) => {
      if (health.state === 'draining') reply.header('connection', 'close')
    })
  },
  { name: 'drain' },
)
