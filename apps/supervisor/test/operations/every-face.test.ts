import { PassThrough, Writable } from 'node:stream'
import { operationNames, operationOf } from '@promptbin/operations'
import { expect, test } from 'vitest'
import { knownCodes } from '../../src/errors-stream/metrics/known-codes.ts'
import { openApi } from '../../src/http/operations/open-api.ts'
import { createHandlers } from '../../src/operations/handlers.ts'
import { promptbin } from '../../src/promptbin.ts'
import { services } from '../../src/services.ts'
import { operationApp } from '../operation-app.ts'

const all = operationNames.map((name) => [name, operationOf(name)] as const)

/** Nothing is done with them here. */
const handlers = createHandlers({ errors: {} } as never)

/** What the help of a line says. */
async function helpOf(words: readonly string[]): Promise<string> {
  const lines: string[] = []
  const stdout = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk))
      done()
    },
  })
  const terminal = { stdin: new PassThrough(), stdout, stderr: new PassThrough() }
  const argv = ['node', 'promptbin', ...words, '--help']
  expect(await promptbin({ argv, services, terminal }), words.join(' ')).toBe(0)
  return lines.join('')
}

test('every operation has somebody who does it', () => {
  expect(Object.keys(handlers).toSorted()).toEqual(operationNames.toSorted())
})

test('every operation is a route', async () => {
  const app = await operationApp(handlers)
  for (const [name, { http }] of all) {
    expect(app.hasRoute({ method: http.method, url: http.path }), name).toBe(true)
  }
})

test('every operation is reached by its command, whose help names its arguments', async () => {
  for (const [name, { command, input }] of all) {
    const words = command.split(' ').filter((part) => /^[a-z]/.test(part))
    const help = await helpOf(words)
    expect(help, name).toContain(`Usage: promptbin ${words.join(' ')}`)
    for (const flag of command.match(/--\w+/g) ?? []) expect(help, name).toContain(flag)
    expect(help, name).toMatch(/Examples?:\n {2}\$ promptbin/)
    expect(
      input.required.every((field) => typeof field === 'string'),
      name,
    ).toBe(true)
  }
})

interface Described {
  readonly operationId: string
  readonly responses: Readonly<Record<string, { readonly description: string }>>
}

test('every operation is described, with an example and the ways in which it fails', () => {
  const { paths } = openApi() as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  }
  for (const [name, { http, failures = {} }] of all) {
    const path = http.path.replace(/:(\w+)/g, '{$1}')
    const described = paths[path]?.[http.method.toLowerCase()]
    expect(described?.operationId, name).toBe(name)
    expect(described?.responses['default'], name).toBeDefined()
    expect(described?.responses[String(http.status ?? 200)], name).toBeDefined()
    for (const [status, codes] of Object.entries(failures)) {
      for (const code of codes) {
        expect(described?.responses[status]?.description, name).toContain(code)
        expect([...knownCodes], `${name} may fail with it`).toContain(code)
      }
    }
  }
})
