import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { savePrompt, startTestApp } from '../test-app.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'] as const
type Method = (typeof methods)[number]

/** The routes as the router itself prints them; those that stream would never end. */
function patternsOf({ printRoutes }: FastifyInstance): readonly string[] {
  const names: string[] = []
  const patterns = printRoutes({ commonPrefix: false, includeHooks: false })
    .split('\n')
    .flatMap((line) => {
      const found = /^(?<indent>[│ ├└─]*)(?<name>\S+)(?: \([A-Z, ]+\))?$/.exec(line)
      if (found?.groups === undefined) return []
      const { indent = '', name = '' } = found.groups
      names.splice(indent.length / 4 - 1, names.length, name)
      return names.join('')
    })
  return [...new Set(patterns)].filter((pattern) => !pattern.endsWith('/events'))
}

const ask = (app: FastifyInstance, method: Method, url: string) =>
  app.inject({ method: method as 'GET', url })

const randomPath = (pattern: string) => pattern.replaceAll(/:\w+|\*/g, () => randomUUID())

async function sizeOf(app: FastifyInstance) {
  const { body } = await app.inject('/metrics')
  const series = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return { series, bytes: body.length, body }
}

test('10,000 ids, paths and methods of strangers leave at most 3,000 series and 600 KB', async () => {
  const { app } = await startTestApp()
  await savePrompt(app)
  const patterns = patternsOf(app)
  expect(patterns.length).toBeGreaterThan(60)
  // Once everything that there is, by every method, and then only what differs in its ids.
  for (const pattern of patterns) {
    for (const method of methods) await ask(app, method, randomPath(pattern))
  }
  const strange = async (from: number, to: number) => {
    for (let index = from; index < to; index += 1) {
      const pattern = patterns[index % patterns.length] ?? '/'
      const paths = [`/${randomUUID()}`, `/api/v1/prompts/${randomUUID()}`, randomPath(pattern)]
      const url = `${paths[index % 3]}?q=${randomUUID()}`
      await ask(app, methods[index % methods.length] ?? 'GET', url)
    }
  }
  await strange(0, 5_000)
  const half = await sizeOf(app)
  await strange(5_000, 10_000)
  const whole = await sizeOf(app)
  expect(whole.series.length).toBeLessThanOrEqual(3_000)
  expect(whole.bytes).toBeLessThanOrEqual(600_000)
  // What the engine does is not what strangers do.
  const names = (lines: readonly string[]) =>
    lines.flatMap((line) => (line.startsWith('nodejs_') ? [] : line.replace(/ \S+$/, '')))
  const known = new Set(names(half.series))
  expect(names(whole.series).filter((name) => !known.has(name))).toEqual([])
  // So the bound is near, and it is what holds.
  expect(whole.series.length).toBeGreaterThan(1_500)
  expect(whole.body).not.toMatch(/[\da-f]{8}-[\da-f]{4}-/)
  // However many routes are counted together, how they went is not.
  expect(whole.body).toMatch(/route="_OTHER",status_class="4xx"/)
}, 180_000)
