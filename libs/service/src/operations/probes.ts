import type { Health } from '@promptbin/health'
import type { FastifyReply } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { exemptFromPressure } from './pressure.ts'

interface ProbeQuery {
  readonly verbose?: string
  readonly exclude?: string | string[]
}

/** A line of a verbose answer; why something failed is for `/health`. */
interface ProbeLine {
  readonly name: string
  readonly ok: boolean
}

const QUIET = { config: { quiet: true, ...exemptFromPressure } }

/** `/livez` alone, for a service that tells nothing else of itself. */
export const liveness = fastifyPlugin(
  async (app) => {
    app.get<{ Querystring: ProbeQuery }>('/livez', QUIET, async ({ query }, reply) =>
      answer(reply, 'livez', query, [{ name: 'ping', ok: true }]),
    )
  },
  { name: 'liveness' },
)

/**
 * `/livez` (the process answers), `/readyz` (it may get work) and `/startupz` (it has started), as
 * text in the form of the Kubernetes API server, with `?verbose` and `?exclude=<check>`.
 */
export const probes = fastifyPlugin<{ readonly health: Health }>(
  async (app, { health }) => {
    await app.register(liveness)
    app.get<{ Querystring: ProbeQuery }>('/readyz', QUIET, async ({ query }, reply) => {
      const { failures } = health.isReady()
      const lines = ['lifecycle', ...health.checkNames].map((name) => ({
        name,
        ok: !failures.includes(name),
      }))
      return answer(reply, 'readyz', query, lines)
    })
    app.get<{ Querystring: ProbeQuery }>('/startupz', QUIET, async ({ query }, reply) =>
      answer(reply, 'startupz', query, [{ name: 'startup', ok: health.state !== 'starting' }]),
    )
  },
  { name: 'probes' },
)

function answer(
  reply: FastifyReply,
  probe: string,
  { verbose, exclude = [] }: ProbeQuery,
  all: readonly ProbeLine[],
): FastifyReply {
  const lines = all.filter(({ name }) => ![exclude].flat().includes(name))
  const ok = lines.every((line) => line.ok)
  const text = ok && verbose === undefined ? 'ok' : verboseText(probe, lines, ok)
  return reply
    .code(ok ? 200 : 503)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(text)
}

function verboseText(probe: string, lines: readonly ProbeLine[], ok: boolean): string {
  const shown = lines.map(({ name, ok: isOk }) =>
    isOk ? `[+]${name} ok` : `[-]${name} failed: reason withheld`,
  )
  return [...shown, `${probe} check ${ok ? 'passed' : 'failed'}`, ''].join('\n')
}
