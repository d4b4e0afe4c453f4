import { type JSONRPCRequest, Server, type ServerContext } from '@modelcontextprotocol/server'
import { Type } from 'typebox'
import { beforeEach, expect, test } from 'vitest'
import { params } from '../../mcp/params.ts'
import { MuxTransport, modernRevision } from './mux-transport.ts'

type Handle = (given: { readonly name: string }, context: ServerContext) => Promise<object>

let handle: Handle
let transport: MuxTransport

beforeEach(async () => {
  const capabilities = { prompts: {} }
  const supportedProtocolVersions = [modernRevision]
  const about = { name: 'test', version: '1' }
  const server = new Server(about, { capabilities, supportedProtocolVersions })
  const schema = { params: params(Type.Object({ name: Type.String() })) }
  server.setRequestHandler('prompts/get', schema, async (given, context) => {
    const answer = await handle(given, context)
    return { messages: [], ...answer }
  })
  transport = new MuxTransport()
  await server.connect(transport)
})

const meta = {
  'io.modelcontextprotocol/protocolVersion': modernRevision,
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
}

const request = (id: string | number, name: string): JSONRPCRequest => ({
  jsonrpc: '2.0',
  id,
  method: 'prompts/get',
  params: { name, _meta: meta },
})

const ask = (message: JSONRPCRequest, signal = new AbortController().signal) =>
  transport.ask({ message, authInfo: undefined, signal })

test('requests with the same id at the same time get answers of their own', async () => {
  const gates = new Map<string, () => void>()
  handle = ({ name }) =>
    new Promise((resolve) => gates.set(name, () => resolve({ description: name })))
  const asked = ['a', 'b', 'c'].map((name) => ask(request(7, name)))
  await expect.poll(() => gates.size).toBe(3)
  for (const name of ['c', 'a', 'b']) gates.get(name)?.()
  const answers = await Promise.all(asked)
  expect(answers).toMatchObject(
    ['a', 'b', 'c'].map((name) => ({ id: 7, result: { description: name } })),
  )
  expect(transport.underWay).toBe(0)
})

test('when nobody waits any more the handler is told, and nothing is left of the request', async () => {
  const started = Promise.withResolvers<ServerContext>()
  handle = (_, context) => {
    started.resolve(context)
    return new Promise(() => {})
  }
  const leaving = new AbortController()
  const asked = ask(request('x', 'slow'), leaving.signal)
  const { mcpReq } = await started.promise
  leaving.abort(new Error('gone'))
  await expect(asked).rejects.toThrow('gone')
  expect(mcpReq.signal.aborted).toBe(true)
  expect(transport.underWay).toBe(0)
  await expect(ask(request('x', 'late'), leaving.signal)).rejects.toThrow('gone')
})

test('an error of the handler is the answer', async () => {
  handle = async () => {
    throw new Error('no')
  }
  await expect(ask(request(1, 'a'))).resolves.toMatchObject({ id: 1, error: { code: -32_603 } })
})

test('it knows who asks from the request itself', async () => {
  handle = async (_, { http, mcpReq }) => ({
    description: JSON.stringify([mcpReq.envelope, http?.authInfo?.clientId]),
  })
  const authInfo = { token: '', clientId: 'somebody', scopes: [] }
  const { signal } = new AbortController()
  const answer = await transport.ask({ message: request(1, 'a'), authInfo, signal })
  expect(answer).toMatchObject({ result: { description: JSON.stringify([meta, 'somebody']) } })
})
