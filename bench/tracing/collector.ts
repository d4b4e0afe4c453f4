import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Takes all that is sent and keeps nothing: only what sending costs is to be seen. */
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200).end())
})
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
process.once('SIGTERM', () => process.exit())
