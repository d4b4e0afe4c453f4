import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Duplex } from 'node:stream'
import { loadConfig } from '@promptbin/config'
import { runTinyService } from './tiny-service.ts'

interface Message {
  readonly id?: number | string
  readonly method: string
  readonly params?: { readonly name?: string }
}

const tools = [{ name: 'find', annotations: { readOnlyHint: true } }, { name: 'save' }]

/** While this file is there, requests that name something are not answered. */
const holdFile = join(loadConfig().dataDir, 'hold')

/** The least that a client of the older era can talk to: nothing works before the handshake. */
function serve(socket: Duplex): void {
  let isInitialized = false
  socket.on('error', () => {})
  createInterface({ input: socket }).on('line', (line) => {
    const { id, method, params }: Message = JSON.parse(line)
    if (method === 'notifications/initialized') isInitialized = true
    if (id === undefined || (params?.name && existsSync(holdFile))) return
    const answer = (content: object) =>
      socket.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...content })}\n`)
    if (method === 'initialize') answer({ result: { pid: process.pid } })
    else if (!isInitialized) answer({ error: { code: -32600, message: 'no handshake' } })
    else if (method === 'tools/list') answer({ result: { tools } })
    else answer({ result: { pid: process.pid, method, ...params } })
  })
}

await runTinyService('mcp-gateway', (app) => {
  app.get('/held', () => new Promise(() => {}))
  // As soon as it has answered.
  app.get('/hang', (_request, reply) => {
    reply.raw.once('finish', () => {
      for (;;);
    })
    return { pid: process.pid }
  })
  app.server.on('upgrade', (_request, socket: Duplex) => {
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: mcp-stdio\r\n\r\n',
    )
    serve(socket)
    app.onDrain(() => void socket.end())
  })
})
