import { operationNames } from '@promptbin/operations'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, type FarSupervisor, startFarSupervisor } from '../far-supervisor.ts'
import { type Gateway, startGateway } from '../gateway.ts'
import { listenerKinds } from '../listeners.ts'
import { modernRequest, post } from '../wire.ts'

let supervisor: FarSupervisor
let gateway: Gateway

beforeAll(async () => {
  supervisor = await startFarSupervisor()
  const access = { url: supervisor.url, instanceKey: 'key', adminTools: false }
  // None of this needs a library.
  gateway = await startGateway({ webUrl: 'http://127.0.0.1:9', supervisor: access })
})

afterAll(async () => {
  await gateway?.stop()
  await supervisor?.stop()
})

const openToLocal = (isOpen: boolean) => gateway.administration?.setOpenToLocal(isOpen)
const ask = async (...request: Parameters<typeof modernRequest>) =>
  (await post(gateway.url, ...modernRequest(...request))).message

async function toolNames(): Promise<readonly string[]> {
  const { result = {} } = await ask('tools/list')
  return (result['tools'] as readonly { readonly name: string }[]).map(({ name }) => name)
}

describe.each(listenerKinds)('$title', ({ listen }) => {
  test('hears that there are other tools and resources, and only then', async () => {
    openToLocal(false)
    const listener = await listen(gateway.url, [])
    openToLocal(false)
    expect(await toolNames()).toHaveLength(4)
    openToLocal(true)
    const methods = () => listener.told.map(({ method }) => method).sort()
    await expect
      .poll(methods, { interval: 5 })
      .toEqual(['notifications/resources/list_changed', 'notifications/tools/list_changed'])
    expect(await toolNames()).toHaveLength(4 + operationNames.length)
    await listener.close()
  })
})

test('how PromptBin is is asked anew each time, also on the fast path', async () => {
  openToLocal(true)
  for (const n of [1, 2]) {
    supervisor.behave(answer({ n }))
    const { result } = await ask('resources/read', { uri: 'promptbin://health' })
    expect(result).toMatchObject({ contents: [{ text: JSON.stringify({ n }) }], ttlMs: 0 })
  }
  openToLocal(false)
  const { error } = await ask('resources/read', { uri: 'promptbin://health' })
  expect(error).toBeDefined()
})

test('calls of administrators are one operation in the metrics, whatever is called', async () => {
  openToLocal(true)
  supervisor.behave(answer({ items: [] }))
  for (const name of ['list_processes', 'list_profiles']) {
    const { result } = await ask('tools/call', { name, arguments: {} })
    expect(result).not.toHaveProperty('isError')
  }
  const text = await (await fetch(new URL('/metrics', gateway.url))).text()
  const counted = /mcp_server_operation_duration_seconds_count\{.*"administration".*\} 2/
  expect(text).toMatch(counted)
  expect(text).not.toContain('list_processes')
})
