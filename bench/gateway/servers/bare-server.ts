import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/*
 * The least that answering over HTTP takes: reads a request to its end without looking at it, and
 * answers as many bytes as its path says.
 */

const bodies = new Map<string, Buffer>()

function bodyOf(path: string): Buffer {
  const body = bodies.get(path) ?? Buffer.alloc(Number(path.slice(1)), 'x')
  bodies.set(path, body)
  return body
}

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    const body = bodyOf(request.url ?? '/0')
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
    response.end(body)
  })
})
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
