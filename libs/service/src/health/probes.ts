import type { Health, HealthReport } from '@promptbin/health'
import type { FastifyInstance, FastifyReply, RouteGenericInterface } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { exemptFromPressure } from '../operations/pressure.ts'

interface ProbeRequest extends RouteGenericInterface {
  readonly Querystring: { readonly verbose?: string; readonly exclude?: string | string[] }
  readonly Params: { readonly check?: string }
}

/** A line of a verbose answer; why something failed is for `/health`. */
interface ProbeLine {
  readonly name: string
  readonly ok: boolean
  /** Whether the whole is as good without it. */
  readonly isOptional?: boolean
}

const QUIET = { config: { quiet: true, access: 'anybody', ...exemptFromPressure } } as const

/** `/livez` alone, for a service that tells nothing else of itself. */
export const liveness = fastifyPlugin(
  async (app) => {
    addProbe(app, 'livez', () => [{ name: 'ping', ok: true }])
  },
  { name: 'liveness' },
)

/**
 * `/livez` (the process answers), `/readyz` (it may get work) and `/startupz` (it has started), as
 * text in the form of the Kubernetes API server: `ok`, with `?verbose` a line for each check,
 * `?exclude=<check>`, and `/readyz/<check>` for one of them.
 */
export const probes = fastifyPlugin<{ readonly health: Health }>(
  async (app, { health }) => {
    await app.register(liveness)
    addProbe(app, 'readyz', () => readiness(health.report()))
    addProbe(app, 'startupz', () => [{ name: 'startup', ok: health.state !== 'starting' }])
  },
  { name: 'probes' },
)

/** Only a critical check that fails keeps work away; see `Health.isReady`. */
function readiness({ state, checks }: HealthReport): readonly ProbeLine[] {
  const lines = Object.entries(checks).map(([name, reports]) => ({
    name,
    ok: reports.every(({ status }) => status !== 'fail'),
    isOptional: reports.every(({ severity }) => severity !== 'critical'),
  }))
  return [{ name: 'lifecycle', ok: state === 'ready' }, ...lines]
}

function addProbe(app: FastifyInstance, probe: string, all: () => readonly ProbeLine[]): void {
  app.get<ProbeRequest>(`/${probe}`, QUIET, async ({ query }, reply) => {
    const { verbose, exclude = [] } = query
    const lines = all().filter(({ name }) => ![exclude].flat().includes(name))
    const ok = lines.every((line) => line.ok || line.isOptional)
    return answer(reply, ok, ok && verbose === undefined ? 'ok' : verboseText(probe, lines, ok))
  })
  app.get<ProbeRequest>(`/${probe}/:check`, QUIET, async ({ params, query }, reply) => {
    const line = all().find(({ name }) => name === params.check)
    if (line === undefined) return reply.callNotFound()
    const { ok } = line
    return answer(
      reply,
      ok,
      ok && query.verbose === undefined ? 'ok' : verboseText(probe, [line], ok),
    )
  })
}

function answer(reply: FastifyReply, ok: boolean, text: string): FastifyReply {
  return reply
    .code(ok ? 200 : 503)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(text)
}

function verboseText(probe: string, lines: readonly ProbeLine[], ok: boolean): string {
  const shown = lines.map(({ name, ok: isOk, isOptional }) => {
    if (isOk) return `[+]${name} ok`
    return `[-]${name} failed: reason withheld${isOptional ? ' (not required)' : ''}`
  })
  return [...shown, `${probe} check ${ok ? 'passed' : 'failed'}`, ''].join('\n')
}
