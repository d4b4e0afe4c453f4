import type { Client, ElicitResult } from '@modelcontextprotocol/client'
import { operationNames, operations } from '@promptbin/operations'
import { localPrincipal, type Principal } from '@promptbin/security'
import { INSTANCE_PROOF_HEADER, instanceProof } from '@promptbin/service'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Administration, createAdministration } from '../../src/mcp/admin/administration.ts'
import { createSupervisorClient } from '../../src/mcp/admin/supervisor/supervisor-client.ts'
import { anything } from '../anything.ts'
import { answer, type FarSupervisor, refuse, startFarSupervisor } from '../far-supervisor.ts'
import { type Served, serve } from '../served.ts'
import { startWeb, type Web } from '../web.ts'

const principal = (...scopes: string[]): Principal => ({
  id: 'token:ops',
  kind: 'token',
  scopes: new Set(scopes) as Principal['scopes'],
})
const administrator = principal('prompts:read', 'admin')
const reader = principal('prompts:read', 'prompts:write')
const readsOnly = { name: 'all', readOnly: true }

const outcome = { service: 'prompt-web', items: [] }
const own = ['search_prompts', 'get_prompt', 'render_prompt', 'save_prompt']

let web: Web
let supervisor: FarSupervisor
let administration: Administration
let served: Served

beforeAll(async () => {
  web = await startWeb()
  supervisor = await startFarSupervisor()
  administration = createAdministration({
    supervisor: createSupervisorClient({
      url: supervisor.url,
      instanceKey: 'only ours',
      trace: () => ({ headers: { 'x-request-id': 'request-1' }, end: () => {} }),
    }),
    isOpenToLocal: false,
  })
  served = serve(web.url, [administration.plugin])
})

beforeEach(() => {
  administration.setOpenToLocal(false)
  supervisor.behave(answer(outcome))
})

afterAll(async () => {
  await served?.stop()
  await administration?.close()
  await supervisor?.stop()
  await web?.stop()
})

const namesOf = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name)
const last = () => supervisor.arrived.at(-1)
const textOf = (result: Awaited<ReturnType<Client['callTool']>>) => JSON.stringify(result.content)
const restart = { name: 'restart_service', arguments: { service: 'prompt-web' } }
const confirmed = { ...restart, arguments: { ...restart.arguments, confirm: true } }

describe.each(['modern', 'legacy'] as const)('a %s client', (era) => {
  test('of an administrator finds every operation as a tool, after those of the library', async () => {
    const client = await served.connect({ era, principal: administrator })
    const { tools } = await client.listTools()
    const mayWrite = own.filter((name) => name !== 'save_prompt')
    expect(tools.map(({ name }) => name)).toEqual([...mayWrite, ...operationNames])
    for (const { name, title, annotations, inputSchema, outputSchema } of tools.slice(3)) {
      const operation = operations[name as keyof typeof operations]
      expect(title).toBe(operation.title)
      expect(annotations).toMatchObject({
        readOnlyHint: operation.effect === 'read',
        destructiveHint: operation.effect === 'disrupt',
        openWorldHint: false,
      })
      expect(Object.keys(inputSchema.properties ?? {}).includes('confirm')).toBe(
        operation.effect === 'disrupt',
      )
      expect(outputSchema).toEqual(operation.output)
    }
  })

  test.each([
    ['with a token for prompts', { principal: reader }],
    ['that needs no token', {}],
    ['at a part of the library', { principal: administrator, profile: readsOnly }],
  ])('%s finds and reaches none of it', async (_whose, visit) => {
    const client = await served.connect({ era, ...visit })
    const before = supervisor.arrived.length
    expect((await namesOf(client)).filter((name) => !own.includes(name))).toEqual([])
    const uris = (await client.listResources()).resources.map(({ uri }) => uri)
    expect(uris).not.toContain('promptbin://health')
    await expect(client.callTool(confirmed)).rejects.toThrow(
      'There is no tool named "restart_service"; the tools are search_prompts',
    )
    for (const uri of ['promptbin://health', 'promptbin://stats']) {
      await expect(client.readResource({ uri })).rejects.toThrow('There is no resource')
    }
    expect(supervisor.arrived).toHaveLength(before)
  })

  test('of this machine finds all of it once that is wanted', async () => {
    const client = await served.connect({ era, principal: localPrincipal })
    administration.setOpenToLocal(true)
    expect(await namesOf(client)).toEqual([...own, ...operationNames])
    await client.callTool({ name: 'list_processes', arguments: {} })
    expect(last()?.headers).toMatchObject({
      'x-promptbin-principal': 'local',
      'x-promptbin-scopes': 'prompts:read prompts:write admin',
    })
  })

  test('has the supervisor do it, which learns who asks and that it may believe it', async () => {
    const client = await served.connect({ era, principal: administrator })
    const input = { service: 'prompt-web', workers: 2 }
    const result = await client.callTool({ name: 'scale_service', arguments: input })
    expect(result.structuredContent).toEqual(outcome)
    expect(result.content).toEqual([{ type: 'text', text: JSON.stringify(outcome) }])
    expect(last()).toMatchObject({
      method: 'POST',
      path: '/api/v1/services/prompt-web/scale',
      body: { workers: 2 },
      headers: {
        [INSTANCE_PROOF_HEADER]: instanceProof('only ours'),
        'x-promptbin-face': 'mcp',
        'x-promptbin-principal': 'token:ops',
        'x-promptbin-scopes': 'prompts:read admin',
        'x-promptbin-client': 'served-test',
        'x-request-id': 'request-1',
      },
    })
  })

  test('is told in words what its input lacks, and what the supervisor refuses', async () => {
    const client = await served.connect({ era, principal: administrator })
    const before = supervisor.arrived.length
    const wrong = { name: 'restart_service', arguments: { service: 7, force: true } }
    const refused = await client.callTool(wrong)
    expect(refused.isError).toBe(true)
    expect(textOf(refused)).toMatch(/force is not a known field; service must be text/)
    expect(supervisor.arrived).toHaveLength(before)

    supervisor.behave(refuse(404, 'PB_SERVICE_UNKNOWN'))
    const unknown = await client.callTool(confirmed)
    expect(unknown).toMatchObject({
      isError: true,
      content: [{ type: 'text', text: 'PB_SERVICE_UNKNOWN it is. Mend it.' }],
      _meta: { 'promptbin/errorCode': 'PB_SERVICE_UNKNOWN', 'promptbin/retryable': false },
    })
  })

  test('without forms interrupts nothing before it says that it is wanted', async () => {
    const client = await served.connect({ era, principal: administrator })
    const before = supervisor.arrived.length
    const refused = await client.callTool(restart)
    expect(refused).toMatchObject({
      isError: true,
      _meta: { 'promptbin/errorCode': 'PB_MCP_CONFIRMATION_REQUIRED' },
    })
    expect(textOf(refused)).toContain('Nothing was done')
    expect(supervisor.arrived).toHaveLength(before)
    expect((await client.callTool(confirmed)).structuredContent).toEqual(outcome)
    expect(last()?.body).toEqual({})
  })

  test('with forms asks its person, whatever the model says', async () => {
    const forms: string[] = []
    let reply: ElicitResult = { action: 'decline' }
    const onForm = ({ message }: { readonly message: string }) => {
      forms.push(message)
      return reply
    }
    const client = await served.connect({ era, principal: administrator, onForm })
    const before = supervisor.arrived.length
    const unwanted: readonly ElicitResult[] = [
      { action: 'decline' },
      { action: 'cancel' },
      { action: 'accept', content: { confirm: false } },
    ]
    for (const one of unwanted) {
      reply = one
      const refused = await client.callTool(confirmed)
      expect(refused).toMatchObject({
        isError: true,
        _meta: { 'promptbin/errorCode': 'PB_MCP_CONFIRMATION_DECLINED' },
      })
    }
    expect(supervisor.arrived).toHaveLength(before)
    reply = { action: 'accept', content: { confirm: true } }
    expect((await client.callTool(restart)).structuredContent).toEqual(outcome)
    expect(forms).toHaveLength(4)
    expect(forms[0]).toContain('Restart a service (service: "prompt-web")?')
  })

  test('is not asked about what only reads, changes or tries', async () => {
    const onForm = () => expect.fail('a form was shown')
    const client = await served.connect({ era, principal: administrator, onForm })
    await client.callTool({ name: 'list_processes', arguments: {} })
    await client.callTool({ name: 'set_log_level', arguments: { level: 'debug' } })
    const trial = { name: 'rollback_config', arguments: { generation: 1, dry_run: true } }
    await client.callTool(trial)
    expect(last()?.body).toEqual({ generation: 1, dry_run: true })
  })

  test('of an administrator reads how PromptBin is, which is not to be kept', async () => {
    const client = await served.connect({ era, principal: administrator })
    const { resources } = await client.listResources()
    expect(resources.slice(-2).map(({ uri }) => uri)).toEqual([
      'promptbin://health',
      'promptbin://stats',
    ])
    for (const [uri, operation] of [
      ['promptbin://health', operations.health_report],
      ['promptbin://stats', operations.server_stats],
    ] as const) {
      supervisor.behave(answer({ about: uri }))
      const { contents, ...rest } = await client.readResource({ uri })
      expect(contents).toMatchObject([{ uri, mimeType: 'application/json' }])
      expect(JSON.parse((contents[0] as { text: string }).text)).toEqual({ about: uri })
      if (era === 'modern') expect(rest).toMatchObject({ ttlMs: 0, cacheScope: 'private' })
      expect(last()).toMatchObject({ method: 'GET', path: operation.http.path })
    }
  })
})

test('an agreement to one thing is none to another', async () => {
  const client = await served.connect({
    era: 'modern',
    principal: administrator,
    capabilities: { elicitation: { form: {} } },
  })
  const options = { allowInputRequired: true }
  const ask = (params: object) =>
    client.request({ method: 'tools/call', params: { ...params } }, anything, options) as Promise<{
      readonly inputRequests?: object
      readonly structuredContent?: unknown
    }>
  const asked = await ask(restart)
  const [key = ''] = Object.keys(asked.inputRequests ?? {})
  const inputResponses = { [key]: { action: 'accept', content: { confirm: true } } }
  const before = supervisor.arrived.length
  const other = { name: 'stop_service', arguments: { service: 'prompt-web' }, inputResponses }
  expect(Object.keys((await ask(other)).inputRequests ?? {})).not.toEqual([key])
  expect(supervisor.arrived).toHaveLength(before)
  expect((await ask({ ...restart, inputResponses })).structuredContent).toEqual(outcome)
  expect(last()?.path).toBe('/api/v1/services/prompt-web/restart')
})
